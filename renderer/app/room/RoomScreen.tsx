import { useEffect, useState } from "react"
import type { RoomInfo } from "../../../shared/protocol/requests.ts"
import { useStatus } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { calledBy, peopleOf } from "../peopleOf.ts"
import { useWords } from "../words.ts"
import { AtTheDoor } from "./AtTheDoor.tsx"
import { DoorSettings } from "./DoorSettings.tsx"
import { QrCode } from "./QrCode.tsx"
import { type Room, useRoom } from "./useRoom.ts"
import "./room.css"

/** The way in, large enough for the back row. Opening it opens the room; leaving it leaves the room open. */
export function RoomScreen({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const room = useRoom()
  const { info } = room
  return (
    <Dialog title={say("room.title")} closeLabel={say("common.close")} onClose={onClose} size="full" isTitleHidden>
      <div className="room">
        <IconButton className="room-back" label={say("room.back")} icon="close" onClick={onClose} />
        {info?.isOpen ? (
          <OpenRoom info={info} room={room} onClose={onClose} />
        ) : (
          <section className="room-closed">
            <Icon name="door" size={40} />
            <h2>{say(info || room.problem ? "room.closed" : "room.opening")}</h2>
            {room.problem !== undefined && <p className="muted">{say(room.problem)}</p>}
            {(info || room.problem !== undefined) && (
              <Button look="primary" onClick={room.open}>
                {say("room.open")}
              </Button>
            )}
          </section>
        )}
      </div>
    </Dialog>
  )
}

interface OpenRoomProps {
  readonly info: RoomInfo
  readonly room: Room
  readonly onClose: () => void
}

function OpenRoom({ info, room, onClose }: OpenRoomProps) {
  const say = useWords()
  const [shown] = info.addresses
  return (
    <>
      <section className="room-code">
        <QrCode text={info.links.participant} label={say("room.qr")} />
        <p className="muted room-note">{say("room.honest")}</p>
      </section>
      <section className="room-words">
        <h2>{say("room.scan")}</h2>
        <div>
          <p className="room-step">{say("room.or")}</p>
          <p className="room-address">{shown ? `${shown.address}:${info.port}` : say("room.noNetwork")}</p>
          {shown && <p className="muted">{say("room.why", { name: shown.name })}</p>}
          <p className="room-step">{say("room.code")}</p>
          <p className="room-digits">{info.code.replace(/(\d{3})(?=\d)/g, "$1 ")}</p>
        </div>
        <WhoIsIn isReached={info.isReached} />
        <AtTheDoor />
        {shown?.isVirtual && <p className="room-remedies">{say("room.virtual", { name: shown.name })}</p>}
        <Addresses info={info} onChoose={room.choose} />
        <DoorSettings info={info} room={room} />
        <div className="actions-row">
          <Button look="primary" onClick={onClose}>
            {say("room.back")}
          </Button>
          <Button icon="door" onClick={room.close}>
            {say("room.close")}
          </Button>
        </div>
      </section>
    </>
  )
}

/** When nobody has come for this long, something may be in the way. */
const worryAfterMs = 60_000

function WhoIsIn({ isReached }: { readonly isReached: boolean }) {
  const say = useWords()
  const myId = useStatus(({ me }) => me?.personId)
  const people = peopleOf(useStatus(({ room }) => room)).filter(({ personId }) => personId !== myId)
  const [isWorried, setWorried] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWorried(true), worryAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="room-people">
      <p role="status">
        {people.length > 0 && <strong className="room-count">{people.length} </strong>}
        {say("room.in", { count: people.length })}
      </p>
      <ul className="guests">
        {people.map((person) => (
          <li key={person.personId}>
            <Avatar name={person.name} colour={person.colour} glyph={person.glyph} isDecoration />
            {calledBy(person, say)}
          </li>
        ))}
      </ul>
      {isWorried && !isReached && people.length === 0 && <Remedies />}
    </div>
  )
}

function Remedies() {
  const say = useWords()
  return (
    <div className="room-remedies" role="alert">
      <strong>{say("room.unreached")}</strong>
      <ul className="remedies">
        {(["wifi", "guest", "firewall", "hotspot"] as const).map((remedy) => (
          <li key={remedy}>{say(`room.remedy.${remedy}`)}</li>
        ))}
      </ul>
    </div>
  )
}

function Addresses({ info, onChoose }: { readonly info: RoomInfo; readonly onChoose: (address: string) => void }) {
  const say = useWords()
  const others = info.addresses.slice(1)
  if (others.length === 0) return null
  return (
    <details className="room-others">
      <summary>{say("room.others", { count: others.length })}</summary>
      <ul>
        {others.map(({ address, name, isVirtual }) => (
          <li key={address}>
            <Button onClick={() => onChoose(address)}>{address}</Button>
            <span className="muted">{say(isVirtual ? "room.address.virtual" : "room.address.name", { name })}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
