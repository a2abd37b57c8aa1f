// The operator's page: asks for the rooms every two seconds, and sends what its buttons say. Plain JavaScript: it is
// served as it stands, to a browser, by the operator's port alone.
const REFRESH_MS = 2000;

const roomsElement = document.getElementById("rooms");
const stateElement = document.getElementById("state");

/** @param {string} name @param {object} properties @param {(Node | string)[]} children */
function make(name, properties = {}, children = []) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** @param {string} action @param {object} body @param {string} question */
async function act(action, body, question) {
  if (!window.confirm(question)) return;
  const answer = await fetch(`/operator/api/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  say(answer.ok ? "Done." : "That could not be done: it may be over already.", answer.ok);
  await refresh();
}

/** @param {number} n @param {string} what */
const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

/** @param {string} words @param {boolean} isWell */
function say(words, isWell) {
  stateElement.textContent = words;
  stateElement.dataset.state = isWell ? "well" : "failed";
}

function personRow(room, { session, name, account, pingMs }) {
  const kick = () => act("kick", { room: room.id, session }, `Remove ${name} from this room?`);
  const ban = () => act("ban", { account }, `Shut ${name} out of this server, for good?`);
  return make("tr", {}, [
    make("td", { textContent: name }),
    make("td", { textContent: pingMs > 0 ? `${pingMs} ms` : "–" }),
    make("td", { className: "account", textContent: account }),
    make("td", {}, [
      make("button", { type: "button", textContent: "Remove", onclick: kick }),
      " ",
      make("button", { type: "button", className: "danger", textContent: "Ban", onclick: ban }),
    ]),
  ]);
}

function roomSection(room) {
  const { description } = room;
  const people = description?.people ?? [];
  const facts = [
    `process ${room.process}${room.isOwn ? " (this one)" : ""}`,
    `${people.length} connected`,
    ...(description === null ? ["does not answer"] : description.facts),
    ...(room.isPrivate ? ["private"] : []),
    ...(room.isLocked ? ["locked"] : []),
  ];
  const section = make("section", {}, [
    make("h2", { textContent: `${room.kind} ${room.id}` }),
    make("p", { className: "facts", textContent: facts.join(" · ") }),
  ]);
  if (people.length > 0) {
    const head = ["Name", "Ping", "Account", ""].map((text) => make("th", { textContent: text }));
    section.append(
      make("table", {}, [
        make("thead", {}, [make("tr", {}, head)]),
        make(
          "tbody",
          {},
          people.map((person) => personRow(room, person)),
        ),
      ]),
    );
  }
  return section;
}

async function refresh() {
  try {
    const answer = await fetch("/operator/api/rooms");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const rooms = await answer.json();
    let people = 0;
    for (const { description } of rooms) people += description?.people.length ?? 0;
    say(`${count(rooms.length, "room")}, ${count(people, "connection")}`, true);
    // A button that has the focus would lose it.
    if (roomsElement.contains(document.activeElement)) return;
    roomsElement.replaceChildren(...rooms.map(roomSection));
  } catch (error) {
    say(`The server does not answer (${error.message}).`, false);
  }
}

document.getElementById("drain").onclick = () =>
  act("drain", {}, "Let nobody in any more, wait for matches to end, and stop this process?");
void refresh();
setInterval(refresh, REFRESH_MS);
