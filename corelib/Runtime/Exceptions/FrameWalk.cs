namespace System.Runtime;

/// <summary>Walks the logical frames from a throw outwards: where a catch or finally block was running, on to its method's frame.</summary>
internal unsafe ref struct FrameWalk
{
    private readonly nint _catchReturn;
    private readonly nint _finallyReturn;
    private ExceptionFrame* _current;

    internal RegisterContext Context;
    internal bool IsExact;
    internal FunctionDescription Function;

    /// <summary>Counts frames; the same in both passes.</summary>
    internal int Number;

    /// <summary>The frame is the method of a block that was also walked, so it is in the stack trace already.</summary>
    internal bool IsContinued;

    /// <summary>The first clause to consider, and a region to leave out: what lies further in is being handled already.</summary>
    internal int FirstClause;
    internal uint SkippedTryStart;
    internal uint SkippedTryEnd;

    internal FrameWalk(ExceptionFrame* exception, RegisterContext* start, bool isExact)
    {
        _catchReturn = ExceptionDispatcher.CatchReturnAddress();
        _finallyReturn = ExceptionDispatcher.FinallyReturnAddress();
        _current = exception;
        Context = *start;
        IsExact = isExact;
    }

    internal readonly nint CodeAddress => Context.Rip - (IsExact ? 0 : 1);

    /// <summary>Finds what function the frame belongs to; false at the end of the stack.</summary>
    internal bool TryDescribe() => FunctionTable.TryFind(CodeAddress, out Function);

    /// <summary>Goes on to the caller.</summary>
    internal void MoveNext()
    {
        fixed (RegisterContext* context = &Context)
        {
            Function.Shape.MoveToCaller(context);
        }
        IsExact = false;
        IsContinued = false;
        FirstClause = 0;
        SkippedTryStart = 0;
        SkippedTryEnd = 0;
        Number++;
        if (Context.Rip == _catchReturn || Context.Rip == _finallyReturn)
            ContinueInMethod();
    }

    // The block was called by the dispatcher of the exception before, whose own frames mean nothing here.
    private void ContinueInMethod()
    {
        _current = _current->Next;
        Context = _current->Frame;
        IsExact = _current->IsExact;
        IsContinued = true;
        FirstClause = _current->ClauseIndex + 1;
        SkippedTryStart = _current->TryStart;
        SkippedTryEnd = _current->TryEnd;
    }

    /// <summary>Whether a clause is still to be considered. To be asked of every clause in order, with a flag that is true at first.</summary>
    /// <remarks>
    /// The handlers of one try block stand together with the same range. Another block may have the same range in machine code, too;
    /// then the compiler has put an empty clause between them, which ends the skipping.
    /// </remarks>
    internal readonly bool IsCandidate(int index, in Clause clause, ref bool isSkipping)
    {
        if (FirstClause == 0)
            return true;
        if (index < FirstClause)
            return false;
        isSkipping = isSkipping && clause.TryStart == SkippedTryStart && clause.TryEnd == SkippedTryEnd;
        return !isSkipping;
    }
}
