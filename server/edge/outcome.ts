// What an HTTP endpoint of ours decides, and how that is told. In: an answer, or a refusal. Out: JSON; a refusal is
// counted and says nothing of why. Run by the server's endpoints.
import type { Response } from "express";

/** A null answer has no body: 204. */
export type Outcome<Answer, Code extends number> =
  | { readonly answer: Answer }
  | { readonly refused: Code; readonly retryAfterS?: number };

export type Reply<Code extends number> = (
  res: Response,
  outcome: Outcome<object | null, Code>,
) => void;

/**
 * @param name refusals are counted as `name-status`.
 * @param texts what is told with each status. The body repeats the status: the SDK reads it there.
 */
export function makeReply<Code extends number>(
  name: string,
  texts: Readonly<Record<Code, string>>,
  onRefusal: (reason: string) => void,
): Reply<Code> {
  return (res, outcome) => {
    res.setHeader("Cache-Control", "no-store");
    if ("answer" in outcome) {
      if (outcome.answer === null) res.status(204).end();
      else res.json(outcome.answer);
      return;
    }
    const { refused, retryAfterS } = outcome;
    onRefusal(`${name}-${refused}`);
    if (retryAfterS !== undefined) res.setHeader("Retry-After", retryAfterS);
    res.status(refused).json({ code: refused, error: texts[refused] });
  };
}
