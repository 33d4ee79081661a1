// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>The assembly behind caught signals (<c>crt/Signal.S</c>).</summary>
internal static class SignalStubs
{
    /// <summary>Address of the handler that only notes the signal.</summary>
    [RuntimeImport("*", "skift_signal_note_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong NoteAddress();

    /// <summary>Address of the handler that notes the signal elsewhere and wakes who waits for it.</summary>
    [RuntimeImport("*", "skift_signal_forward_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong ForwardAddress();

    /// <summary>The signals forwarded; forgets them.</summary>
    [RuntimeImport("*", "skift_signal_take_forwarded")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong TakeForwarded();

    /// <summary>How often the handler ran, to wait on (futex(2)).</summary>
    [RuntimeImport("*", "skift_signal_forwards")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern unsafe int* Forwards();

    /// <summary>Address of the routine that every handler returns to (<c>SA_RESTORER</c>).</summary>
    [RuntimeImport("*", "skift_signal_return_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong ReturnAddress();

    /// <summary>The noted signals; forgets them.</summary>
    [RuntimeImport("*", "skift_signal_take")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong Take();

    [RuntimeImport("*", "skift_signal_peek")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong Peek();
}
