namespace System.Runtime;

/// <summary>An exception on its way: lives on the dispatcher's stack frame, linked from the thread's block.</summary>
internal unsafe struct ExceptionFrame
{
    /// <summary>The exception that was being handled when this one was thrown.</summary>
    internal ExceptionFrame* Next;

    /// <summary>The object; found by the collector as any word on the stack.</summary>
    internal nint Exception;

    /// <summary>The frame of the method whose catch or finally block runs now.</summary>
    internal RegisterContext Frame;

    /// <summary>Whether the frame's address is that of a faulting instruction.</summary>
    internal bool IsExact;

    /// <summary>The clause whose block runs now, and its region, whose other handlers are no longer candidates.</summary>
    internal int ClauseIndex;
    internal uint TryStart;
    internal uint TryEnd;
}
