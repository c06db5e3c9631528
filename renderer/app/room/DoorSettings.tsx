import { useState } from "react"
import type { RoomInfo } from "../../../shared/protocol/requests.ts"
import { Button } from "../../ui/Button.tsx"
import { Check, Field } from "../../ui/Field.tsx"
import { useWords } from "../words.ts"
import { QrCode } from "./QrCode.tsx"
import type { Room } from "./useRoom.ts"

/** Who may still come in, other digits, links for other roles, and the Wi-Fi itself as a code. */
export function DoorSettings({ info, room }: { readonly info: RoomInfo; readonly room: Room }) {
  const say = useWords()
  const { isLocked, isOneByOne } = info.door
  return (
    <details className="room-others">
      <summary>{say("door.settings")}</summary>
      <div className="stack">
        <Check
          label={say("door.oneByOne")}
          checked={isOneByOne}
          onChange={(event) => room.setDoor({ isLocked, isOneByOne: event.target.checked })}
        />
        <Check
          label={say("door.lock")}
          checked={isLocked}
          onChange={(event) => room.setDoor({ isLocked: event.target.checked, isOneByOne })}
        />
        <Button onClick={room.changeCode}>{say("door.changeCode")}</Button>
        <p className="muted">{say("door.code.hint")}</p>
        <LinkField label={say("door.observerLink")} hint={say("door.observerLink.hint")} link={info.links.observer} />
        <LinkField label={say("door.coLink")} hint={say("door.coLink.hint")} link={info.links.coFacilitator} />
        <WifiCode />
      </div>
    </details>
  )
}

function LinkField({ label, hint, link }: { readonly label: string; readonly hint: string; readonly link: string }) {
  return <Field label={label} hint={hint} value={link} readOnly onFocus={(event) => event.target.select()} />
}

/** Made here from what is typed; nothing of it is kept or sent. */
function WifiCode() {
  const say = useWords()
  const [name, setName] = useState("")
  const [password, setPassword] = useState("")
  return (
    <div className="stack">
      <Field
        label={say("door.wifi")}
        hint={say("door.wifi.hint")}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={say("door.wifi.password")}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.target.value)}
      />
      {name !== "" && <QrCode text={wifiText(name, password)} label={say("door.wifi.qr", { name })} />}
    </div>
  )
}

/** The form that phone cameras understand; special characters are escaped. */
const wifiText = (name: string, password: string): string => {
  const escaped = (text: string) => text.replaceAll(/([\\;,:"])/g, "\\$1")
  return `WIFI:T:${password === "" ? "nopass" : "WPA"};S:${escaped(name)};P:${escaped(password)};;`
}
