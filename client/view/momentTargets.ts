// What moments act on. In: nothing. Out: a type that MomentEffects and ChargeMoments share.
import type { ActorLayer } from "./ActorLayer.ts";
import type { Atlas } from "./Atlas.ts";
import type { CameraRig } from "./CameraRig.ts";
import type { DamageNumbers } from "./DamageNumbers.ts";
import type { Emitter } from "./Emitter.ts";
import type { Scorches } from "./Scorches.ts";
import type { ScreenLayer } from "./ScreenLayer.ts";

export interface MomentTargets {
  readonly atlas: Atlas;
  readonly emitter: Emitter;
  readonly actors: ActorLayer;
  readonly numbers: DamageNumbers;
  readonly scorches: Scorches;
  readonly screen: ScreenLayer;
  readonly rig: CameraRig;
}
