using System.Diagnostics;
using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Two-pass exception handling (ECMA-335 I.12.4.2.5): look for the handler first, then run what lies between and the handler.</summary>
/// <remarks>
/// Blocks are funclets: functions of their own that work on their method's frame. While one runs, an <see cref="ExceptionFrame"/> says for
/// whom; a further exception out of it is walked on from that method's frame. Nothing here allocates except the stack trace, which
/// does without where it cannot.
/// </remarks>
[StackTraceHidden]
internal static unsafe class ExceptionDispatcher
{
    private enum Origin
    {
        Throw,
        Rethrow,
        Hardware,
    }

    [RuntimeImport("skift_rt_catch_return_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern nint CatchReturnAddress();

    [RuntimeImport("skift_rt_finally_return_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern nint FinallyReturnAddress();

    [RuntimeImport("skift_rt_call_filter")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern nint CallFilter(nint exception, byte* filter, RegisterContext* frame);

    [RuntimeImport("skift_rt_call_finally")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void CallFinally(byte* handler, RegisterContext* frame);

    [RuntimeImport("skift_rt_call_catch")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void CallCatch(nint exception, byte* handler, RegisterContext* frame);

    [RuntimeExport("skift_rt_throw")]
    private static void Throw(object? exception, RegisterContext* context)
    {
        // "throw null" throws a NullReferenceException (ECMA-335 III.4.31).
        Exception thrown = exception == null ? new NullReferenceException() : Unsafe.As<Exception>(exception);
        Dispatch(thrown, context, Origin.Throw);
    }

    [RuntimeExport("skift_rt_rethrow")]
    private static void Rethrow(RegisterContext* context)
    {
        nint active = Hooks.Thread()->Exceptions->Exception;
        Dispatch(Unsafe.As<nint, Exception>(ref active), context, Origin.Rethrow);
    }

    [RuntimeExport("skift_rt_throw_hardware")]
    private static void ThrowHardware(int code, RegisterContext* context, nint address) =>
        Dispatch(HardwareFaults.ToException((HardwareFault)code, address), context, Origin.Hardware);

    /// <summary>A catch block has ended: the exceptions whose dispatchers are about to be discarded with the stack are over.</summary>
    [RuntimeExport("skift_rt_end_catch")]
    private static void EndCatch(nint resumeStackPointer)
    {
        RuntimeThread* thread = Hooks.Thread();
        while (thread->Exceptions != null && (nint)thread->Exceptions < resumeStackPointer)
            thread->Exceptions = thread->Exceptions->Next;
    }

    private static void Dispatch(Exception exception, RegisterContext* context, Origin origin)
    {
        RuntimeThread* thread = Hooks.Thread();
        ExceptionFrame info = default;
        info.Next = thread->Exceptions;
        info.Exception = Unsafe.As<Exception, nint>(ref exception);
        thread->Exceptions = &info;
        if (origin != Origin.Rethrow)
            exception.StackTraceSlot.Begin();

        bool isExact = origin == Origin.Hardware;
        FrameWalk walk = new(&info, context, isExact);
        if (!FindHandler(ref walk, exception, origin == Origin.Rethrow, out int clauseIndex))
        {
            UnhandledExceptions.Report(exception);
            return;
        }
        int handlingFrame = walk.Number;
        walk = new FrameWalk(&info, context, isExact);
        while (walk.TryDescribe())
        {
            bool isLast = walk.Number == handlingFrame;
            RunFinallyBlocks(ref walk, &info, isLast ? clauseIndex : int.MaxValue);
            if (isLast)
                break;
            walk.MoveNext();
        }
        Catch(ref walk, &info, clauseIndex);
    }

    private static bool FindHandler(ref FrameWalk walk, Exception exception, bool isRethrow, out int index)
    {
        // A rethrow begins in the block that caught: its method ends the trace already.
        bool isKnown = isRethrow;
        while (walk.TryDescribe())
        {
            if (!isKnown && !walk.IsContinued)
                exception.StackTraceSlot.Append(walk.CodeAddress);
            else if (isKnown && walk.IsContinued)
                isKnown = false;
            index = FindHandlerInFrame(ref walk, exception);
            if (index >= 0)
                return true;
            walk.MoveNext();
        }
        index = -1;
        return false;
    }

    private static int FindHandlerInFrame(ref FrameWalk walk, Exception exception)
    {
        ClauseReader reader = new(walk.Function);
        uint offset = (uint)(walk.CodeAddress - (nint)walk.Function.MethodStart);
        bool isSkipping = true;
        for (int i = 0; reader.Next(out Clause clause); i++)
        {
            if (!walk.IsCandidate(i, clause, ref isSkipping) || clause.Kind == Clause.ClauseKind.Fault || !clause.Covers(offset))
                continue;
            if (clause.Kind == Clause.ClauseKind.Typed ? TypeCast.IsInstanceOfException(clause.Type, exception) : PassesFilter(ref walk, exception, clause.Filter))
                return i;
        }
        return -1;
    }

    private static bool PassesFilter(ref FrameWalk walk, Exception exception, byte* filter)
    {
        RegisterContext frame = walk.Context;
        try
        {
            return CallFilter(Unsafe.As<Exception, nint>(ref exception), filter, &frame) != 0;
        }
        catch
        {
            // An exception that leaves a filter means no (ECMA-335 I.12.4.2.5).
            return false;
        }
    }

    private static void RunFinallyBlocks(ref FrameWalk walk, ExceptionFrame* info, int limit)
    {
        ClauseReader reader = new(walk.Function);
        uint offset = (uint)(walk.CodeAddress - (nint)walk.Function.MethodStart);
        bool isSkipping = true;
        for (int i = 0; i < limit && reader.Next(out Clause clause); i++)
        {
            if (!walk.IsCandidate(i, clause, ref isSkipping) || clause.Kind != Clause.ClauseKind.Fault || !clause.Covers(offset))
                continue;
            Note(ref walk, info, i, clause);
            CallFinally(clause.Handler, &info->Frame);
        }
    }

    private static void Catch(ref FrameWalk walk, ExceptionFrame* info, int index)
    {
        ClauseReader reader = new(walk.Function);
        Clause clause = default;
        for (int i = 0; i <= index; i++)
            reader.Next(out clause);
        Note(ref walk, info, index, clause);
        CallCatch(info->Exception, clause.Handler, &info->Frame);
    }

    private static void Note(ref FrameWalk walk, ExceptionFrame* info, int index, in Clause clause)
    {
        info->Frame = walk.Context;
        info->IsExact = walk.IsExact;
        info->ClauseIndex = index;
        info->TryStart = clause.TryStart;
        info->TryEnd = clause.TryEnd;
    }
}
