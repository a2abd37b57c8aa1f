// The Net Lab's sliders and switches. In: a LabModel. Out: real controls with labels; each change goes to the
// model at once.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LabModel, LabToggle } from "../../game/LabModel.ts";
import type { LinkSettings } from "../../net/linkConditioner.ts";
import { labStrings } from "./labStrings.ts";
import { LINK_PRESET_NAMES, LINK_PRESETS, LINK_RANGES, presetOf } from "./presets.ts";

const { line: words } = labStrings;

const SLIDERS = [
  { key: "rttMs", label: words.latency, value: words.ms },
  { key: "jitterMs", label: words.jitter, value: words.ms },
  { key: "stallMs", label: words.stalls, value: words.stallMs },
] as const;

const TECHNIQUES: readonly LabToggle[] = [
  "prediction",
  "reconciliation",
  "interpolation",
  "lagCompensation",
];
const TOOLS: readonly LabToggle[] = ["ghosts", "autopilot"];

export function LabControls({ model }: { model: LabModel }): JSX.Element {
  const [link, setLink] = useState(model.link);
  const [toggles, setToggles] = useState(model.toggles);
  const changeLink = (next: LinkSettings): void => {
    model.setLink(next);
    setLink(next);
  };
  const change = (toggle: LabToggle, isOn: boolean): void => {
    model.setToggle(toggle, isOn);
    setToggles({ ...toggles, [toggle]: isOn });
  };
  const switches = (names: readonly LabToggle[]): JSX.Element[] =>
    names.map((name) => <Switch key={name} name={name} isOn={toggles[name]} onChange={change} />);
  return (
    <>
      <Line link={link} onChange={changeLink} />
      <fieldset class="lab-group">
        <legend>{labStrings.techniques}</legend>
        {switches(TECHNIQUES)}
      </fieldset>
      <fieldset class="lab-group">
        <legend>{labStrings.tools}</legend>
        {switches(TOOLS)}
        <div class="lab-shove">
          <small id="lab-shove-note">{labStrings.shoveNote}</small>
          <button
            type="button"
            class="button button-small"
            aria-describedby="lab-shove-note"
            onClick={() => model.shove()}
          >
            {labStrings.shove}
          </button>
        </div>
      </fieldset>
    </>
  );
}

interface LineProps {
  readonly link: LinkSettings;
  readonly onChange: (link: LinkSettings) => void;
}

/** Presets above, sliders below; a slider that moves lets go of the preset. */
function Line({ link, onChange }: LineProps): JSX.Element {
  const chosen = presetOf(link);
  return (
    <fieldset class="lab-group lab-line">
      <legend>{words.title}</legend>
      <div class="lab-presets">
        {LINK_PRESET_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            class="lab-preset"
            aria-pressed={name === chosen}
            onClick={() => onChange(LINK_PRESETS[name])}
          >
            <b>{words.presets[name]}</b> {words.presetFacts[name]}
          </button>
        ))}
      </div>
      {SLIDERS.map(({ key, label, value }) => (
        <Slider
          key={key}
          label={label}
          value={link[key]}
          shown={value(link[key])}
          {...LINK_RANGES[key]}
          onChange={(next) => onChange({ ...link, [key]: next })}
        />
      ))}
    </fieldset>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

/** As the volumes in the menu, whose look it takes. */
function Slider(props: SliderProps): JSX.Element {
  const { label, value, shown, max, step } = props;
  return (
    <label class="volume lab-slider">
      <span>{label}</span>
      <input
        type="range"
        min="0"
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        style={{ "--fill": `${(value / max) * 100}%` }}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{shown}</output>
    </label>
  );
}

interface SwitchProps {
  readonly name: LabToggle;
  readonly isOn: boolean;
  readonly onChange: (name: LabToggle, isOn: boolean) => void;
}

/** As the toggle in the menu, whose look it takes. */
function Switch({ name, isOn, onChange }: SwitchProps): JSX.Element {
  const { name: title, does } = labStrings.toggles[name];
  const id = `lab-${name}`;
  return (
    <div class="toggle lab-switch">
      <label for={id}>
        {title}
        <small id={`${id}-does`}>{does}</small>
      </label>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-label={title}
        aria-describedby={`${id}-does`}
        onChange={(event) => onChange(name, event.currentTarget.checked)}
      />
    </div>
  );
}
