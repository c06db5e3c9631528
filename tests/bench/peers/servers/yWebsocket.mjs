import http from "node:http"
import { setupWSConnection } from "@y/websocket-server/utils"
import { WebSocketServer } from "ws"

const server = http.createServer((_, res) => res.end("ok"))
const wss = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 })
wss.on("connection", (conn, req) => setupWSConnection(conn, req))
server.listen(Number(process.env.PORT), process.env.HOST, () => console.log("READY"))
process.on("SIGTERM", () => process.exit(0))
