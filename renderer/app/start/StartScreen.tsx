import { useEffect, useState } from "react"
import { sampleId, templateIds } from "../../../shared/codecs/templates.ts"
import type { OpenWorkshop, WorkshopInfo } from "../../../shared/protocol/requests.ts"
import { askWhenConnected } from "../../session/askWhenConnected.ts"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { SessionContext } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { JoinForm } from "../joining/JoinForm.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import type { Way } from "../opening.ts"
import { reportFailedAsk } from "../reportProblem.ts"
import { Notices } from "../shell/Notices.tsx"
import { shell } from "../shellBridge.ts"
import { useLanguage, useWords } from "../words.ts"
import { Cairn } from "./Cairn.tsx"
import { openedEndings, workshopJsonOf } from "./openedFile.ts"
import "../screens.css"
import "./start.css"

export interface StartScreenProps {
  readonly session: Session
  readonly onOpened: () => void
  readonly onJoin: (way: Way) => void
}

/** Where a facilitator begins: a new workshop, one from before, a file, or somebody else's workshop. */
export const StartScreen = (props: StartScreenProps) => (
  <SessionContext value={props.session}>
    <Start {...props} />
    <Notices />
  </SessionContext>
)

function Start({ session, onOpened, onJoin }: StartScreenProps) {
  const say = useWords()
  const [isOpening, setOpening] = useState(false)
  const open = (body: OpenWorkshop) => {
    setOpening(true)
    askWhenConnected(session, "open-workshop", body)
      .then(onOpened, reportFailedAsk)
      .finally(() => setOpening(false))
  }
  const openText = (text: string, name: string) => {
    const json = workshopJsonOf(text, name)
    if (json.ok) open({ from: "json", text: json.value })
    else notify("attention", "start.file.bad", { name, reason: json.error })
  }
  return (
    <main className="start" aria-busy={isOpening}>
      <header className="start-head">
        <Cairn />
        <div>
          <h1>{say("start.title")}</h1>
          <p className="muted">{say("start.about")}</p>
        </div>
        <LanguageChoice isLabelHidden />
      </header>
      <Templates onOpen={open} isOpening={isOpening} />
      <div className="start-columns">
        <Recent session={session} onOpen={open} onContinue={onOpened} isOpening={isOpening} />
        <section>
          <h2>{say("start.file")}</h2>
          <p className="muted">{say("start.file.about")}</p>
          <OpenFile onText={(text, name) => openText(text, name)} />
          <h2>{say("start.join")}</h2>
          <JoinForm onJoin={onJoin} />
        </section>
      </div>
    </main>
  )
}

interface OpensProps {
  readonly onOpen: (body: OpenWorkshop) => void
  readonly isOpening: boolean
}

function Templates({ onOpen, isOpening }: OpensProps) {
  const say = useWords()
  const lang = useLanguage()
  return (
    <section>
      <h2>{say("start.new")}</h2>
      <ul className="start-templates">
        {templateIds.map((id) => (
          <li key={id}>
            <button
              type="button"
              className={id === sampleId ? "start-template start-template-first" : "start-template"}
              disabled={isOpening}
              onClick={() => onOpen({ from: "templates", ids: [id], title: say(`template.${id}.title`), lang })}
            >
              {id === sampleId && <small className="start-tag">{say("start.sample")}</small>}
              <strong>{say(`template.${id}.title`)}</strong>
              <span className="muted">{say(`template.${id}.about`)}</span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className="start-template"
            disabled={isOpening}
            onClick={() => onOpen({ from: "empty", title: say("start.empty.name"), lang })}
          >
            <strong>{say("start.empty")}</strong>
            <span className="muted">{say("start.empty.about")}</span>
          </button>
        </li>
      </ul>
    </section>
  )
}

interface RecentProps extends OpensProps {
  readonly session: Session
  readonly onContinue: () => void
}

function Recent({ session, onOpen, onContinue, isOpening }: RecentProps) {
  const say = useWords()
  const language = useLanguage()
  const workshops = useWorkshops(session)
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" })
  const open = session.snapshot.getState().workshop.id
  return (
    <section>
      <h2>{say("start.recent")}</h2>
      {workshops?.length === 0 && <p className="muted">{say("start.recent.none")}</p>}
      <ul className="start-recent">
        {workshops?.map(({ id, title, changedAt, boards }) => (
          <li key={id}>
            <button
              type="button"
              className="start-workshop"
              disabled={isOpening}
              onClick={() => (id === open ? onContinue() : onOpen({ from: "id", id }))}
            >
              <Icon name="folder" />
              <span>
                <strong>{title || say("common.untitled")}</strong>
                <small className="muted">
                  {say("start.recent.facts", { when: when.format(new Date(changedAt)), boards })}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The workshops on this computer; asked for once the connection stands. */
function useWorkshops(session: Session): readonly WorkshopInfo[] | undefined {
  const [workshops, setWorkshops] = useState<readonly WorkshopInfo[]>()
  useEffect(() => {
    let isWanted = true
    const load = () => {
      if (session.status.getState().connection !== "connected") return
      stop()
      session.ask("workshops", null).then((found) => isWanted && setWorkshops(found), reportFailedAsk)
    }
    const stop = session.status.subscribe(load)
    load()
    return () => {
      isWanted = false
      stop()
    }
  }, [session])
  return workshops
}

function OpenFile({ onText }: { readonly onText: (text: string, name: string) => void }) {
  const say = useWords()
  const bridge = shell()
  const choose = async () => {
    const opened = await bridge?.call("open-file")
    if (opened?.state === "opened") onText(opened.text, opened.name)
    if (opened?.state === "failed") reportFailedAsk(new Error("start.file.unreadable"))
  }
  if (bridge) {
    return (
      <Button icon="file" onClick={() => void choose()}>
        {say("start.file.choose")}
      </Button>
    )
  }
  return (
    <label className="button button-plain start-file">
      <Icon name="file" />
      {say("start.file.choose")}
      <input
        type="file"
        accept={openedEndings.join(",")}
        className="visually-hidden"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ""
          void file?.text().then(
            (text) => onText(text, file.name),
            () => reportFailedAsk(new Error("start.file.unreadable")),
          )
        }}
      />
    </label>
  )
}
