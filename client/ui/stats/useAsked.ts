// What the server was asked, for a component. In: a question, and when it changes. Out: the latest answer, and how it
// stands with the present question.
import { useEffect, useRef, useState } from "preact/hooks";

export interface Asked<T> {
  /** The last answer. */
  readonly answer: T | null;
  /** It is an earlier question's: the present one is still open. */
  readonly isEarlier: boolean;
  readonly state: "asking" | "answered" | "failed";
  /** Asks again. */
  readonly again: () => void;
}

/**
 * @param key names the question: another one is asked at once, and answers to the one before are dropped.
 * @param everyMs asks again after each so long; left out for once.
 */
export function useAsked<T>(key: string, ask: () => Promise<T>, everyMs?: number): Asked<T> {
  const [answer, setAnswer] = useState<T | null>(null);
  const [state, setState] = useState<Asked<T>["state"]>("asking");
  const [round, setRound] = useState(0);
  const shownKey = useRef("");
  useEffect(() => {
    let isCurrent = true;
    // A refresh is quiet: what is shown stays as it is until it is told otherwise.
    if (shownKey.current !== key || state === "failed") setState("asking");
    ask().then(
      (next) => {
        if (!isCurrent) return;
        shownKey.current = key;
        setAnswer(next);
        setState("answered");
      },
      () => isCurrent && setState("failed"),
    );
    return () => {
      isCurrent = false;
    };
    // `ask` is the question that `key` names.
  }, [key, round]);
  const again = () => setRound((n) => n + 1);
  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(again, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return { answer, isEarlier: shownKey.current !== key, state, again };
}
