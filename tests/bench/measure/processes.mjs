import { spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { createServer } from "node:net"

/** CPU seconds and memory of a process and all its children, from /proc; Linux only, as is the whole benchmark. */
const ticksPerSecond = 100

const children = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}
const tree = (pid) => [pid, ...children(pid).flatMap(tree)]

export const cpuSeconds = (pid) =>
  tree(pid).reduce((sum, each) => {
    try {
      const stat = readFileSync(`/proc/${each}/stat`, "utf8")
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
      return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    } catch {
      return sum
    }
  }, 0)

export const memoryMiB = (pid, field = "VmRSS") =>
  tree(pid).reduce((sum, each) => {
    try {
      const line = readFileSync(`/proc/${each}/status`, "utf8")
        .split("\n")
        .find((one) => one.startsWith(field))
      return sum + Number(/(\d+)/.exec(line ?? "0")?.[1]) / 1024
    } catch {
      return sum
    }
  }, 0)

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/**
 * Starts a system under test. Its `readLine` gives what its participants need (or undefined for a line that is not the
 * one), and may be asynchronous.
 */
export async function startServer({ name, command, env = {}, readLine }) {
  const port = await freePort()
  const [program, ...args] = command(port)
  const child = spawn(program, args, {
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let errors = ""
  let exited = null
  child.stderr.on("data", (chunk) => {
    errors = (errors + chunk).slice(-4000)
  })
  child.on("exit", (code, signal) => {
    exited = code ?? signal
  })
  const access = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name}: not ready in 20 s\n${errors}`)), 20_000)
    let out = ""
    child.stdout.on("data", (chunk) => {
      out += chunk
      for (const line of out.split("\n").slice(0, -1)) {
        const found = readLine(line)
        if (found === undefined) continue
        clearTimeout(timer)
        resolve(found)
      }
      out = out.slice(out.lastIndexOf("\n") + 1)
    })
    child.on("exit", (code) => {
      clearTimeout(timer)
      reject(new Error(`${name}: ended with ${code}\n${errors}`))
    })
  })
  return {
    port,
    pid: child.pid,
    access,
    get exited() {
      return exited
    },
    stop: () =>
      new Promise((resolve) => {
        if (exited !== null) return resolve()
        child.once("exit", () => resolve())
        child.kill("SIGTERM")
        setTimeout(() => child.kill("SIGKILL"), 5000).unref()
      }),
  }
}
