// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Libc;

[Flags]
internal enum FileFlags
{
    None = 0,
    CanRead = 1,
    CanWrite = 2,
    Append = 4,
    EndOfFile = 8,
    Error = 16,

    /// <summary>The buffer is not ours to free: the program's own, or part of the three standard streams.</summary>
    ForeignBuffer = 32,

    /// <summary>One of the three standard streams, whose structure is static.</summary>
    Standard = 64,

    /// <summary>Decide on the first write whether this is a terminal, and flush lines if so.</summary>
    AskTerminal = 128,
    LineBuffered = 256,
    Unbuffered = 512,

    /// <summary>Wide characters on it are bytes: it became wide in the C locale.</summary>
    Bytewise = 1024,
}

/// <summary>C's <c>FILE</c>. The three standard ones are laid out in <c>cstart/Stdio.S</c>, which must agree.</summary>
/// <remarks>
/// A stream is reading (ReadPosition to ReadEnd holds what is read ahead), writing (Buffer to WritePosition holds what is to be
/// written, and WriteEnd is not null), or neither. <see cref="PushbackSize"/> bytes in front of the buffer are room for ungetc.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct FILE
{
    internal const int PushbackSize = 8;
    internal const int DefaultBufferSize = 4096;

    internal FileFlags Flags;
    internal int Descriptor;
    internal byte* Buffer;
    internal nuint BufferSize;
    internal byte* ReadPosition;
    internal byte* ReadEnd;
    internal byte* WritePosition;
    internal byte* WriteEnd;
    internal FILE* Next;
    internal FILE* Previous;

    /// <summary>Of the process that popen started.</summary>
    internal int ChildPid;

    /// <summary>Above 0 for wide characters, below 0 for bytes, 0 while undecided (fwide).</summary>
    internal int Orientation;

    /// <summary>For streams without a descriptor.</summary>
    internal Cookie* Cookie;

    /// <summary>See <see cref="StreamLock"/>: the thread that holds the stream, and how often.</summary>
    internal int LockOwner;
    internal int LockCount;

    internal readonly bool Has(FileFlags flag) => (Flags & flag) != 0;
}
