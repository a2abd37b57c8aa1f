// What a private room plays. In: its rules, and whether one may change them. Out: changed rules, whole.
import type { JSX } from "preact";
import {
  PARTY_BOTS_MAX,
  PARTY_MINUTES,
  PARTY_MODES,
  type PartyMode,
  type PartyRules,
} from "../../../shared/net/party.ts";
import { MAP_NAMES } from "../lobby/mapNames.ts";
import { partyStrings } from "./partyStrings.ts";

export interface RulesPanelProps {
  readonly rules: PartyRules;
  readonly isHost: boolean;
  readonly hostName: string;
  readonly onRules: (rules: PartyRules) => void;
}

/** A bot stands in for one who is missing. */
const DUEL_BOTS_MAX = 1;

export function RulesPanel({ rules, isHost, hostName, onRules }: RulesPanelProps): JSX.Element {
  const { mode, mapId, bots, minutes } = rules;
  return (
    <fieldset class="party-rules panel" disabled={!isHost}>
      <legend>{isHost ? partyStrings.rules : partyStrings.rulesOf(hostName)}</legend>
      <div class="choice" role="radiogroup" aria-label={partyStrings.mode}>
        {PARTY_MODES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="party-mode"
              value={one}
              checked={mode === one}
              onChange={() => onRules(withMode(rules, one))}
            />
            <span>{partyStrings.modes[one]}</span>
          </label>
        ))}
      </div>
      <p class="party-rules-note">{partyStrings.modeFacts[mode]}</p>
      {mode === "arena" && (
        <label class="rule">
          <span>{partyStrings.map}</span>
          <select
            value={mapId}
            onChange={(event) => onRules({ ...rules, mapId: event.currentTarget.value })}
          >
            <option value="">{partyStrings.anyMap}</option>
            {Object.entries(MAP_NAMES).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {mode !== "open" && (
        <Slider
          label={partyStrings.bots}
          value={bots}
          range={{ min: 0, max: mode === "duel" ? DUEL_BOTS_MAX : PARTY_BOTS_MAX }}
          words={bots === 0 ? partyStrings.noBots : `${bots}`}
          onChange={(next) => onRules({ ...rules, bots: next })}
        />
      )}
      {mode === "arena" && (
        <Slider
          label={partyStrings.minutes}
          value={minutes}
          range={PARTY_MINUTES}
          words={partyStrings.minutesValue(minutes)}
          onChange={(next) => onRules({ ...rules, minutes: next })}
        />
      )}
    </fieldset>
  );
}

/** Rules of another mode: what that mode does not know falls back. */
function withMode(rules: PartyRules, mode: PartyMode): PartyRules {
  if (mode === "arena") return { ...rules, mode };
  const bots = mode === "duel" ? Math.min(rules.bots, DUEL_BOTS_MAX) : 0;
  return { ...rules, mode, mapId: "", bots };
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number };
  readonly words: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, range, words, onChange }: SliderProps): JSX.Element {
  const fill = `${((value - range.min) / (range.max - range.min)) * 100}%`;
  return (
    <label class="volume rule">
      <span>{label}</span>
      <input
        type="range"
        min={range.min}
        max={range.max}
        step="1"
        value={value}
        style={{ "--fill": fill }}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{words}</output>
    </label>
  );
}
