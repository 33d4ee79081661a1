// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Syscalls.Strace;

/// <summary>The call of a thread that has begun and is not yet shown to its end.</summary>
internal sealed class ShownCall(SystemCall call, TraceText text, int lengthBefore)
{
    internal SystemCall Call { get; } = call;

    /// <summary>Name and first arguments. Not changed any more.</summary>
    internal TraceText Text { get; } = text;

    /// <summary><see cref="ArgumentPrinter.LengthBefore"/>.</summary>
    internal int LengthBefore { get; } = lengthBefore;

    /// <summary>The text is in the log, for another thread had something to show meanwhile. Guarded by the trace's lock.</summary>
    internal bool IsUnfinished { get; set; }
}
