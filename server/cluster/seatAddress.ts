// Where a seat's socket is. In: a seat reservation as Colyseus makes it. Out: the one that a client gets. Run by the
// server, wherever a reservation leaves it.
// The SDK (0.18.4) connects to /<processId>/<roomId> on the host that the page came from. Colyseus' process ids are
// drawn anew at each start, which no proxy's configuration can name: in a cluster a client is given PROCESS_NAME in its
// place. It travels in `publicAddress`, which Colyseus copies from process to listing to reservation; the SDK would
// take it for another host, so that it ends here.

export interface SeatAddress {
  readonly processId?: string | undefined;
  readonly publicAddress?: string | undefined;
}

export function addressSeat<Seat extends SeatAddress>(seat: Seat): Omit<Seat, "publicAddress"> {
  const { publicAddress, ...rest } = seat;
  return publicAddress === undefined ? rest : { ...rest, processId: publicAddress };
}
