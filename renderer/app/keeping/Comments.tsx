import { useState } from "react"
import { addComment, resolveComment } from "../../../shared/commands/keeping.ts"
import { deleteRecord } from "../../../shared/commands/workshop.ts"
import { commentsOn } from "../../../shared/model/keeping.ts"
import { type Comment, commentKinds } from "../../../shared/model/sessionRecords.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"

/** What is said about a card, oldest first; what is settled steps back. */
export function Comments({ cardId, canWrite }: { readonly cardId: string; readonly canWrite: boolean }) {
  const say = useWords()
  const found = commentsOn(useSnapshot(({ comments }) => comments).values(), cardId)
  const open = found.filter(({ resolvedAt }) => resolvedAt === undefined)
  const settled = found.filter(({ resolvedAt }) => resolvedAt !== undefined)
  return (
    <div>
      <h3 className="kept-heading">{say("keeping.comments")}</h3>
      <ul className="comments">
        {open.map((comment) => (
          <One key={comment.id} comment={comment} canWrite={canWrite} />
        ))}
      </ul>
      {settled.length > 0 && (
        <details>
          <summary className="muted">{say("keeping.comment.resolved", { count: settled.length })}</summary>
          <ul className="comments">
            {settled.map((comment) => (
              <One key={comment.id} comment={comment} canWrite={canWrite} />
            ))}
          </ul>
        </details>
      )}
      {canWrite && <NewComment cardId={cardId} />}
    </div>
  )
}

function One({ comment, canWrite }: { readonly comment: Comment; readonly canWrite: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const me = useStatus((status) => status.me?.personId)
  const leads = useLeads()
  const { id, kind, text, resolvedAt, provenance } = comment
  const author = useSnapshot(({ participants }) => participants.get(provenance.authorId ?? ""))
  const isAnonymous = provenance.attribution === "anonymous"
  const isMine = provenance.authorId !== undefined && provenance.authorId === me
  return (
    <li className="comment" data-kind={kind}>
      <p className="comment-head">
        <strong>{say(`keeping.comment.${kind}`)}</strong>
        <small className="muted">
          {isAnonymous || !author ? say("keeping.comment.gone") : author.displayName || say(`role.${author.role}`)}
        </small>
      </p>
      <p className="comment-text">{text}</p>
      {canWrite && (
        <p className="comment-foot">
          <Button look="quiet" onClick={() => reported(resolveComment(editing, id, resolvedAt === undefined))}>
            {say(resolvedAt === undefined ? "keeping.comment.resolve" : "keeping.comment.reopen")}
          </Button>
          {(isMine || leads) && (
            <IconButton
              label={say("keeping.comment.remove")}
              icon="trash"
              onClick={() => reported(deleteRecord(editing, "comments", id))}
            />
          )}
        </p>
      )}
    </li>
  )
}

function NewComment({ cardId }: { readonly cardId: string }) {
  const say = useWords()
  const { editing } = useSession()
  const { text, write, clear } = useBegun(`comment ${cardId}`)
  const [kind, setKind] = useState<Comment["kind"]>("comment")
  const add = () => {
    if (text.trim() === "") return
    if (reported(addComment(editing, cardId, kind, text.trim())) !== undefined) clear()
  }
  return (
    <form
      className="new-comment"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <textarea
        className="input"
        rows={2}
        aria-label={say("keeping.comment.new")}
        placeholder={say("keeping.comment.new")}
        maxLength={1000}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === "Enter" && !isComposed(event) && (event.ctrlKey || event.metaKey)) add()
        }}
      />
      <div className="new-comment-foot">
        <select
          className="input select"
          aria-label={say("keeping.comment.kind")}
          value={kind}
          onChange={({ target }) => setKind(commentKinds.find((one) => one === target.value) ?? "comment")}
        >
          {commentKinds.map((one) => (
            <option key={one} value={one}>
              {say(`keeping.comment.${one}`)}
            </option>
          ))}
        </select>
        <Button type="submit">{say("keeping.comment.add")}</Button>
      </div>
    </form>
  )
}
