// Stored settings are read from a place that anybody can edit and older versions have written.
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../client/ui/settingsStore.ts";

const DEFAULTS = {
  volumes: { master: 0.8, effects: 0.8, ui: 0.8, alerts: 0.8 },
  reducedMotion: false,
};

describe("parseSettings", () => {
  it.each([[null], [""], ["{"], ["null"], ["7"], ['"x"'], ["[]"], ['{"volumes":3}']])(
    "falls back on the defaults for %s",
    (text) => {
      expect(parseSettings(text, false)).toEqual(DEFAULTS);
    },
  );

  it("keeps what is usable and replaces what is not", () => {
    const text = '{"volumes":{"master":0,"effects":4,"ui":"loud"},"reducedMotion":"yes"}';
    expect(parseSettings(text, true)).toEqual({
      volumes: { ...DEFAULTS.volumes, master: 0 },
      reducedMotion: true,
    });
  });

  it("lets the setting win over the system's preference", () => {
    expect(parseSettings('{"reducedMotion":false}', true).reducedMotion).toBe(false);
  });
});
