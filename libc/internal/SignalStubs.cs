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
