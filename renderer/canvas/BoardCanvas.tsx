import { ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi } from "@xyflow/react"
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import "@xyflow/react/dist/base.css"
import { showCanvas } from "../session/canvasControls.ts"
import { useSay, useSession, useSnapshot, useView } from "../session/useSession.ts"
import { loadTypeface } from "../styles/typeface.ts"
import { Backdrop, GestureMarks } from "./Backdrop.tsx"
import type { BoardView } from "./boardView.ts"
import { CardNode } from "./CardNode.tsx"
import { Cursors } from "./Cursors.tsx"
import { type Camera, openCamera, zoomRange } from "./camera.ts"
import { openCommands } from "./canvasCommands.ts"
import { type Canvas, CanvasContext, createCanvasState, useCanvas, useCanvasState, useLaid } from "./canvasContext.ts"
import { followMarks } from "./cardMarks.ts"
import { openControls } from "./controls.ts"
import { FigureCache } from "./figureCache.ts"
import { NodeCache } from "./flow.ts"
import { Ghosts } from "./Ghosts.tsx"
import { openGestures } from "./gestures.ts"
import { LostHint, Nothing } from "./Hints.tsx"
import { Lines } from "./Lines.tsx"
import { openLayout } from "./layoutStore.ts"
import { followChains } from "./litChain.ts"
import { Overview } from "./Overview.tsx"
import { Summoned } from "./Summoned.tsx"
import { useCanvasKeys, useClipboard } from "./useCanvasKeys.ts"
import { usePointers } from "./usePointers.ts"
import { useWindow } from "./useWindow.ts"
import type { Window } from "./window.ts"
import { ZoomControls } from "./ZoomControls.tsx"
import "./canvas.css"

export interface BoardCanvasProps {
  readonly view: BoardView
  /** Shown over the canvas, such as a toolbar; can use the canvas through the session's controls. */
  readonly children?: ReactNode
}

/** The board that is looked at, to be worked on. Fills its parent. Shows nothing while there is no such board. */
export function BoardCanvas({ view, children }: BoardCanvasProps) {
  const boardId = useView((state) => state.boardId)
  const exists = useSnapshot(({ contents }) => boardId !== undefined && contents.has(boardId))
  if (boardId === undefined || !exists) return null
  return (
    <ReactFlowProvider key={`${view.boardKind.kind} ${boardId}`}>
      <OpenBoard view={view} boardId={boardId}>
        {children}
      </OpenBoard>
    </ReactFlowProvider>
  )
}

function OpenBoard({ view, boardId, children }: BoardCanvasProps & { readonly boardId: string }) {
  const session = useSession()
  const say = useSay()
  const [canvas] = useState((): Canvas | undefined => {
    const layout = openLayout(session, view.boardKind, boardId, say)
    return (
      layout && {
        session,
        boardView: view,
        boardId,
        layout,
        figures: new FigureCache(view.boardKind),
        state: createCanvasState(),
      }
    )
  })
  useEffect(() => canvas?.layout.start(), [canvas])
  useEffect(() => canvas?.layout.speak(say), [canvas, say])
  useSelectionPresence(canvas)
  useTypeface()
  useEffect(() => canvas && followChains(canvas), [canvas])
  useEffect(() => canvas && followMarks(canvas), [canvas])
  if (!canvas) return null
  return (
    <CanvasContext value={canvas}>
      <Surface canvas={canvas}>{children}</Surface>
    </CanvasContext>
  )
}

const nodeTypes = { card: CardNode }
const mouseButtonsThatPan = [1, 2]

function Surface({ canvas, children }: { readonly canvas: Canvas; readonly children: ReactNode }) {
  const say = useSay()
  const element = useRef<HTMLElement>(null)
  const flow = useReactFlow()
  const api = useStoreApi()
  const camera = useMemo(() => openCamera(api, flow), [api, flow])
  const parts = useMemo(() => {
    const commands = openCommands(canvas, camera)
    const gestures = openGestures(canvas, commands)
    return { commands, gestures, controls: openControls(canvas, camera, commands, gestures) }
  }, [canvas, camera])
  useShownAtOnce()
  // In this order: what is in view is known once the view is.
  useFirstView(canvas, camera)
  const shown = useWindow(canvas, camera)
  const tool = useView((state) => state.tool)
  const title = useLaid(({ drawable }) => drawable.content.board.title)
  const pinned = usePinned()
  const nodes = useNodes(shown, pinned)

  useEffect(() => showCanvas(canvas.session, parts.controls), [canvas, parts])
  usePointers(element, canvas, camera, parts.gestures)
  useCanvasKeys(element, canvas, parts.commands)
  useClipboard(element, canvas, parts.commands)

  return (
    <section
      ref={element}
      className="canvas"
      aria-label={say("canvas.board", { title: title || say("common.untitled") })}
      aria-roledescription={say("canvas.role")}
      // The board takes the keyboard while no card has it.
      tabIndex={-1}
      data-canvas
      data-tool={tool}
    >
      {shown.isFar && <Overview camera={camera} except={pinned} />}
      <ReactFlow
        nodes={nodes}
        nodeTypes={nodeTypes}
        minZoom={zoomRange.least}
        maxZoom={zoomRange.most}
        panOnScroll
        panOnDrag={tool === "hand" ? true : mouseButtonsThatPan}
        zoomOnDoubleClick={false}
        zoomOnScroll={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        proOptions={{ hideAttribution: true }}
      >
        {!shown.isFar && <Backdrop />}
        {!shown.isFar && <Lines ids={shown.lines} />}
        <GestureMarks />
        <Ghosts />
        <Cursors camera={camera} />
      </ReactFlow>
      <Nothing />
      <LostHint camera={camera} />
      <ZoomControls camera={camera} />
      <Summoned connect={parts.commands.connect} />
      {children}
    </section>
  )
}

/** Cards that are real elements wherever they are: under the pointer, in focus, being written on. */
function usePinned(): ReadonlySet<string> {
  const focused = useCanvasState((state) => state.focused)
  const hovered = useCanvasState((state) => state.hovered)
  const editing = useView((state) => state.editing)
  return useMemo(
    () => new Set([focused, hovered, editing].filter((id) => id !== undefined)),
    [focused, hovered, editing],
  )
}

function useNodes(shown: Window, pinned: ReadonlySet<string>) {
  const { figures, boardView } = useCanvas()
  const board = useLaid((state) => state)
  const selected = useView((state) => state.selected)
  const [cache] = useState(() => new NodeCache())
  return useMemo(
    () => cache.nodesOf(board, [...shown.cards, ...pinned], selected, figures, boardView.boardKind),
    [cache, board, shown, pinned, selected, figures, boardView],
  )
}

/**
 * The first frame shows the board. Effects find the view and what lies in it; a render that is asked for before the
 * frame makes React run them before it too, instead of painting an empty board first.
 */
function useShownAtOnce(): void {
  const [, settle] = useState(false)
  useLayoutEffect(() => settle(true), [])
}

/** Opens with the whole board in view, and gives the Tab key its first card. */
function useFirstView({ layout, state, session }: Canvas, camera: Camera): void {
  useEffect(() => {
    const begin = () => {
      if (camera.viewport().width === 0) return false
      const { layout: laid } = layout.store.getState()
      camera.fit(laid.bounds, 1, false)
      state.setState({ focused: [...session.view.getState().selected][0] ?? laid.cards[0]?.id })
      return true
    }
    if (begin()) return
    const stop = camera.onMove(() => {
      if (begin()) stop()
    })
    return stop
  }, [layout, state, session, camera])
}

/** Cards are measured for one typeface. It comes when they stand, since nobody should wait for it to act. */
function useTypeface(): void {
  useEffect(() => {
    const soon = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 200))
    const forget = window.cancelIdleCallback ?? window.clearTimeout
    const waiting = soon(loadTypeface)
    return () => forget(waiting)
  }, [])
}

/** Others see what I have selected, and on which board. */
function useSelectionPresence(canvas: Canvas | undefined): void {
  const selected = useView((state) => state.selected)
  useEffect(() => {
    if (!canvas) return
    canvas.session.presence.show({ boardId: canvas.boardId, selected: [...selected].slice(0, 12) })
  }, [canvas, selected])
  useEffect(
    () => () => canvas?.session.presence.show({ cursor: undefined, selected: undefined, drag: undefined }),
    [canvas],
  )
}
