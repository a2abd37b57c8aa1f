// The menu inside a match. In: settings. Out: changed settings, and leave to go. The match goes on
// behind it.
import { type JSX, render } from "preact";
import { useState } from "preact/hooks";
import { type UiSettings, VOLUME_BUSES, type VolumeBus } from "../settingsStore.ts";
import { strings } from "../strings.ts";
import { makeModal } from "./modal.ts";

export interface EscMenuProps {
  readonly settings: UiSettings;
  readonly onSettings: (settings: UiSettings) => void;
  readonly onLeave: () => void;
  /** After the menu has gone, whatever closed it. */
  readonly onClosed: () => void;
}

/**
 * Opens the menu over everything; the rest of the page is inert, which also traps the focus. Escape
 * closes it. Out: closes it; calling it again does nothing.
 */
export function openEscMenu(root: HTMLElement, props: EscMenuProps): () => void {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog dialog-menu";
  dialog.setAttribute("aria-labelledby", "menu-title");
  const onClose = (): void => {
    if (!dialog.isConnected) return;
    render(null, dialog);
    dialog.remove();
    props.onClosed();
  };
  const close = (): void => {
    dialog.close();
    // The event alone would come a task later, and callers expect the menu to be gone.
    onClose();
  };
  dialog.addEventListener("close", onClose);
  makeModal(dialog);
  render(<Menu {...props} onResume={close} />, dialog);
  root.append(dialog);
  dialog.showModal();
  return close;
}

function Menu(props: EscMenuProps & { onResume: () => void }): JSX.Element {
  const [settings, setSettings] = useState(props.settings);
  const change = (next: UiSettings): void => {
    setSettings(next);
    props.onSettings(next);
  };
  const setVolume = (bus: VolumeBus, volume: number): void =>
    change({ ...settings, volumes: { ...settings.volumes, [bus]: volume } });
  return (
    <>
      <h2 id="menu-title">{strings.menu.title}</h2>
      <p class="dialog-note">{strings.menu.note}</p>
      <button type="button" class="button button-primary" onClick={props.onResume} autofocus>
        {strings.menu.resume}
      </button>
      <fieldset class="menu-group">
        <legend>{strings.menu.sound}</legend>
        {VOLUME_BUSES.map((bus) => (
          <VolumeRow key={bus} bus={bus} volume={settings.volumes[bus]} onChange={setVolume} />
        ))}
      </fieldset>
      <label class="toggle">
        <span>
          {strings.menu.motion}
          <small>{strings.menu.motionNote}</small>
        </span>
        <input
          type="checkbox"
          checked={settings.reducedMotion}
          onChange={(event) => change({ ...settings, reducedMotion: event.currentTarget.checked })}
        />
      </label>
      <button
        type="button"
        class="button button-danger"
        onClick={() => {
          props.onResume();
          props.onLeave();
        }}
      >
        {strings.menu.leave}
      </button>
    </>
  );
}

interface VolumeRowProps {
  readonly bus: VolumeBus;
  readonly volume: number;
  readonly onChange: (bus: VolumeBus, volume: number) => void;
}

function VolumeRow(props: VolumeRowProps): JSX.Element {
  const percent = Math.round(props.volume * 100);
  return (
    <label class="volume">
      <span>{strings.menu.volumes[props.bus]}</span>
      <input
        type="range"
        min="0"
        max="100"
        step="5"
        value={percent}
        style={{ "--fill": `${percent}%` }}
        onInput={(event) => props.onChange(props.bus, event.currentTarget.valueAsNumber / 100)}
      />
      <output>{strings.menu.percent(percent)}</output>
    </label>
  );
}
