import { Server } from "@hocuspocus/server"

const FLUSH = process.env.FLUSH
const server = new Server({
  port: Number(process.env.PORT),
  address: process.env.HOST,
  quiet: true,
  stopOnSignals: false,
  websocketOptions: { maxPayload: 64 * 1024 * 1024, perMessageDeflate: false },
  ...(FLUSH ? { flushDelay: Number(FLUSH) } : {}),
  async onAuthenticate({ token }) {
    if (token !== "bench") throw new Error("token")
  },
})
await server.listen()
console.log("READY")
process.on("SIGTERM", () => process.exit(0))
