// What an operator sees and does, on the operator's port, behind its password. In: JSON requests. Out: rooms and people
// of the whole cluster; somebody removed or shut out; this process drained.
import { type IRoomCache, matchMaker } from "@colyseus/core";
import express, { type Application, type Request, type Response } from "express";
import { z } from "zod";
import type { Logger } from "../log.ts";
import type { BaseRoom, RoomDescription } from "../rooms/BaseRoom.ts";

export interface OperatorActions {
  /** @returns whether there is such an account. */
  ban(accountId: string): Promise<boolean>;
  /** As SIGTERM does. */
  drain(): void;
}

/** One room as the page shows it; `description` is missing when its process does not answer. */
interface OperatorRoom {
  readonly id: string;
  readonly kind: string;
  readonly process: string;
  readonly isOwn: boolean;
  readonly isPrivate: boolean;
  readonly isLocked: boolean;
  readonly description: RoomDescription | null;
}

const KickSchema = z.strictObject({ room: z.string().max(64), session: z.string().max(64) });
const BanSchema = z.strictObject({ account: z.uuid() });
/** Longest wait for a room of another process, ms. */
const ANSWER_MS = 1500;

export function serveOperator(app: Application, actions: OperatorActions, log: Logger): void {
  app.use("/operator/api", express.json({ limit: "1kb" }));
  app.get("/operator/api/rooms", async (_req, res) => {
    const listings = await matchMaker.query({});
    res.json(await Promise.all(listings.map(describeRoom)));
  });
  app.post("/operator/api/kick", async (req, res) => {
    const asked = parse(KickSchema, req, res);
    if (asked === null) return;
    const { room, session } = asked;
    const isDone = await callRoom(room, "kick", [session]).catch(() => false);
    log.info({ room, session, isDone }, "operator removes a player");
    res.status(isDone === true ? 200 : 404).json({ isDone: isDone === true });
  });
  app.post("/operator/api/ban", async (req, res) => {
    const asked = parse(BanSchema, req, res);
    if (asked === null) return;
    const isDone = await actions.ban(asked.account);
    log.info({ account: asked.account, isDone }, "operator shuts an account out");
    res.status(isDone ? 200 : 404).json({ isDone });
  });
  app.post("/operator/api/drain", (_req, res) => {
    log.info("operator drains this process");
    res.json({ isDone: true });
    actions.drain();
  });
}

function parse<T>(schema: z.ZodType<T>, req: Request, res: Response): T | null {
  const parsed = schema.safeParse(req.body);
  if (parsed.success) return parsed.data;
  res.status(400).json({ error: "This request is not valid." });
  return null;
}

async function describeRoom(listing: IRoomCache): Promise<OperatorRoom> {
  const { roomId, name, processId } = listing;
  const description = await callRoom(roomId, "describe", []).catch(() => null);
  return {
    id: roomId,
    kind: name,
    process: processId,
    isOwn: processId === matchMaker.processId,
    isPrivate: listing.private === true,
    isLocked: listing.locked === true,
    description: description as RoomDescription | null,
  };
}

type Room = BaseRoom<object, object>;

function callRoom(roomId: string, method: "describe" | "kick", args: unknown[]): Promise<unknown> {
  return matchMaker.remoteRoomCall<Room, typeof method>(roomId, method, args, ANSWER_MS);
}
