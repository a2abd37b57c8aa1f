// Requests of one seat that were carried out: a client sends one again when it cannot know whether it arrived.
// In: a key and what it asks for. Out: it is done once, and answered the same each time. Server only.

/** Requests remembered; a client has at most 16 on their way. */
const KEPT = 64;

/** @template Answer what a request is answered with, or a promise of it. */
export class RequestLog<Answer = boolean> {
  /** By key, in order of arrival. */
  private readonly answers = new Map<number, Answer>();

  /**
   * @param key the client's number for the request.
   * @param act carries it out. @returns its answer; a refusal is remembered like a deed.
   */
  once(key: number, act: () => Answer): Answer {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = act();
    this.answers.set(key, answer);
    if (this.answers.size > KEPT) {
      for (const oldest of this.answers.keys()) {
        this.answers.delete(oldest);
        break;
      }
    }
    return answer;
  }
}
