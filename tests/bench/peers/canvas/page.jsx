import { convertToExcalidrawElements, Excalidraw, exportToCanvas } from "@excalidraw/excalidraw"
import { createRoot } from "react-dom/client"
import "@excalidraw/excalidraw/index.css"
import { benchBoard, squaresToDrag } from "../../canvas/board.ts"

/** Excalidraw on the board of the canvas benchmark, with the same questions answered as by Cairn's page. */
window.EXCALIDRAW_ASSET_PATH = "/excalidraw-assets/"
const query = new URLSearchParams(location.search)
const count = Number(query.get("n") ?? 1000)
const board = benchBoard(count)
const fills = ["#fff3b0", "#ffd6e0", "#cde7ff", "#d5f5d0", "#e6dbff"]
const longestSide = 6000

function elements() {
  const squares = new Map(board.squares.map((square) => [square.id, square]))
  const boxes = board.squares.map(({ id, x, y, colour, title }) => ({
    type: "rectangle",
    id,
    x,
    y,
    width: 200,
    height: 200,
    backgroundColor: fills[colour],
    fillStyle: "solid",
    label: { text: title, fontSize: 16, fontFamily: 2 },
  }))
  const arrows = board.arrows.map(({ id, from, to }) => {
    const [start, end] = [squares.get(from), squares.get(to)]
    const [dx, dy] = [end.x - start.x, end.y - start.y - 200]
    return {
      type: "arrow",
      id,
      x: start.x + 100,
      y: start.y + 200,
      points: [
        [0, 0],
        [dx, dy],
      ],
      width: Math.abs(dx),
      height: Math.abs(dy),
      start: { id: from },
      end: { id: to },
    }
  })
  return convertToExcalidrawElements([...boxes, ...arrows], { regenerateIds: false })
}

function base64(text) {
  const bytes = new TextEncoder().encode(text)
  let binary = ""
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function hooks(api, total) {
  /** Found when a gesture asks for them: looking for them is no part of loading. */
  let drags
  const kinds = (type) => api.getSceneElements().filter((element) => element.type === type).length
  Object.assign(window.__bench, {
    counts: () => ({ cards: kinds("rectangle"), edges: kinds("arrow") }),
    setView: ({ zoom, x, y }) => {
      const { width, height } = api.getAppState()
      const [scrollX, scrollY] = [width / 2 / zoom - x, height / 2 / zoom - y]
      api.updateScene({ appState: { zoom: { value: zoom }, scrollX, scrollY } })
    },
    cardPoint: (index) => {
      drags ??= squaresToDrag(board)
      const { scrollX, scrollY, zoom, offsetLeft, offsetTop } = api.getAppState()
      const { id, x, y } = api.getSceneElements().find((element) => element.id === drags[index])
      return {
        id,
        x: (x + 100 + scrollX) * zoom.value + offsetLeft,
        y: (y + 100 + scrollY) * zoom.value + offsetTop,
      }
    },
    exportPng: async () => {
      const startedAt = performance.now()
      const scale = Math.min(1, longestSide / board.width)
      const canvas = await exportToCanvas({
        elements: api.getSceneElements(),
        appState: { exportBackground: true, viewBackgroundColor: "#ffffff" },
        files: null,
        exportPadding: 0,
        getDimensions: (width, height) => ({ width: width * scale, height: height * scale, scale }),
      })
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"))
      return { bytes: blob.size, width: canvas.width, height: canvas.height, ms: performance.now() - startedAt }
    },
  })
  const poll = () => {
    if (!api.getAppState().isLoading && api.getSceneElements().length >= total) window.__bench.ready = true
    else requestAnimationFrame(poll)
  }
  requestAnimationFrame(poll)
}

window.__bench = { ready: false }
if (query.has("prepare")) {
  window.__bench.boardFile = () =>
    base64(JSON.stringify({ type: "excalidraw", version: 2, elements: elements(), appState: {}, files: {} }))
  window.__bench.ready = true
} else {
  const scene = await (await fetch(query.get("board"))).json()
  const appState = {
    zoom: { value: 1 },
    scrollX: innerWidth / 2 - board.width / 2,
    scrollY: innerHeight / 2 - board.height / 2,
  }
  createRoot(document.getElementById("root")).render(
    <Excalidraw initialData={{ ...scene, appState }} excalidrawAPI={(api) => hooks(api, scene.elements.length)} />,
  )
}
