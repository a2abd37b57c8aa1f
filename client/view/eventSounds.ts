// Moments as sounds. In: an event of the frame. Out: the sound it has, from where it happened.
import type { ViewEvent } from "../game/WorldView.ts";
import type { SoundBoard } from "./sound.ts";
import type { SoundName } from "./soundDefs.ts";

/** Plays what `event` sounds like. Own deeds sound at the listener, all else from its place. */
export function playEvent(sound: SoundBoard, event: ViewEvent): void {
  switch (event.kind) {
    case "muzzle":
      if (event.own) sound.play("pulseOwn");
      else sound.playAt("pulseOther", event.x, event.y);
      break;
    case "shotEnded":
      if (event.on === "wall") sound.playAt("impact", event.x, event.y);
      break;
    case "dash":
      sound.playAt("dash", event.x, event.y);
      break;
    case "rail":
      playFrom(sound, "rail", event);
      break;
    case "railWindUp":
      playFrom(sound, "railWindUp", event);
      break;
    case "orbFired":
      playFrom(sound, "orbThrow", event);
      break;
    case "orbBounce":
      sound.playAt("orbBounce", event.x, event.y);
      break;
    case "orbBurst":
      sound.playAt("orbBurst", event.x, event.y);
      break;
    case "parry":
      playFrom(sound, "parry", event);
      break;
    case "denied":
      sound.play("denied");
      break;
    case "hit":
      if (event.role === "dealt") sound.play("hitConfirm");
      else if (event.role === "taken") sound.play("hitTaken");
      break;
    case "died":
      if (event.role === "taken") sound.play("deathOwn");
      else if (event.seen) sound.playAt("deathOther", event.x, event.y);
      if (event.role === "dealt") sound.play("kill");
      break;
    case "spawned":
      playFrom(sound, "spawn", event);
      break;
    case "pickup":
      playFrom(sound, "pickup", event);
      break;
    case "reload":
      sound.play("reload");
      break;
    case "emptyMagazine":
      sound.play("empty");
      break;
    case "surgeSoon":
      sound.play("surgeSoon");
      break;
    case "crown":
      sound.play("crown");
      break;
    case "roundStarted":
      sound.play("roundStart");
      break;
    case "roundEnded":
      sound.play("roundEnd");
      break;
    case "countdown":
      sound.play("countdown");
      break;
    case "go":
      sound.play("roundStart");
      break;
    case "duelRound":
    case "duelOver":
      sound.play(event.end === "left" ? "crown" : "roundEnd");
      break;
    case "ringSoon":
    case "ringCloses":
      sound.play("surgeSoon");
      break;
    case "duelReady":
    case "hitPending":
      // Silent: a countdown begins with its first beep, and a hit sounds by the server's word alone.
      break;
    default:
      assertNever(event);
  }
}

/** At the listener when it is the own player's doing: never faint, and first when voices are short. */
function playFrom(
  sound: SoundBoard,
  name: SoundName,
  { own, x, y }: { own: boolean; x: number; y: number },
): void {
  if (own) sound.play(name);
  else sound.playAt(name, x, y);
}

function assertNever(event: never): never {
  throw new Error(`event without a sound rule: ${JSON.stringify(event)}`);
}
