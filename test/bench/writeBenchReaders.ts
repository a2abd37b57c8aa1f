// The other ends of the write benchmark's sockets. In: port and number on the command line. Out: nothing; what arrives
// is read and thrown away, without a WebSocket's parser. Run by writeBench.ts as a process.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

const [port, count] = process.argv.slice(2).map(Number);
for (let i = 0; i < (count ?? 0); i++) {
  const socket = connect(port ?? 0, "127.0.0.1");
  const lines = [
    "GET / HTTP/1.1",
    "Host: localhost",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  socket.on("data", () => undefined);
  // The benchmark is over.
  socket.on("error", () => undefined);
}
