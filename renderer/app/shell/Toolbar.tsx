import type { BoardView } from "../../canvas/boardView.ts"
import type { Action } from "../../session/action.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import type { Tool } from "../../session/session.ts"
import { useAllowed, useSession, useView } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import type { IconName } from "../../ui/Icon.tsx"
import { tip } from "../../ui/tip.ts"
import { useWords } from "../words.ts"
import { swatchOf } from "./swatch.ts"

const tools: readonly { readonly tool: Tool; readonly icon: IconName; readonly key: string }[] = [
  { tool: "select", icon: "select", key: "V" },
  { tool: "hand", icon: "hand", key: "H" },
  { tool: "connect", icon: "connect", key: "C" },
]

/** What can be made on this board, in the method's order, and how the pointer works. */
export function Toolbar({ view }: { readonly view: BoardView }) {
  const say = useWords()
  const isWide = view.actions.some(({ inToolbar }) => inToolbar)
  return (
    <div className={isWide ? "toolbar toolbar-wide" : "toolbar"} role="toolbar" aria-label={say("app.toolbar")}>
      <Tools hasRelations={Object.keys(view.boardKind.relations).length > 0} />
      <span className="toolbar-line" aria-hidden="true" />
      <Additions view={view} />
      <Steps actions={view.actions} />
    </div>
  )
}

function Tools({ hasRelations }: { readonly hasRelations: boolean }) {
  const say = useWords()
  const session = useSession()
  const current = useView(({ tool }) => tool)
  return tools
    .filter(({ tool }) => tool !== "connect" || hasRelations)
    .map(({ tool, icon, key }) => (
      <IconButton
        key={tool}
        label={say(`tool.${tool}`)}
        icon={icon}
        shortcut={key}
        aria-pressed={tool === current}
        onClick={() => session.view.setState({ tool })}
      />
    ))
}

function Additions({ view }: { readonly view: BoardView }) {
  const say = useWords()
  const session = useSession()
  return useAllowed(view.additions).map(({ kind, label, key }) => (
    <button
      key={kind}
      type="button"
      {...tip(say("app.add.kind", { kind: say(label) }), key)}
      className="button button-quiet addition"
      aria-label={say("app.add.kind", { kind: say(label) })}
      aria-keyshortcuts={key}
      onClick={() => canvasOf(session)?.add(kind)}
    >
      <span className="swatch" style={swatchOf(kind)} aria-hidden="true" />
      <span className="addition-label">{say(label)}</span>
      {key !== undefined && <kbd className="kbd">{key}</kbd>}
    </button>
  ))
}

/** What the board itself can do, such as proposing cards from the maps. */
function Steps({ actions }: { readonly actions: readonly Action[] }) {
  const say = useWords()
  const session = useSession()
  const steps = actions.filter(({ inToolbar }) => inToolbar)
  if (steps.length === 0) return null
  return (
    <>
      <span className="toolbar-line" aria-hidden="true" />
      {steps.map(({ name, label, run }) => (
        <Button key={name} look="quiet" icon="sparkle" className="toolbar-step" onClick={() => run(session)}>
          {say(label)}
        </Button>
      ))}
    </>
  )
}
