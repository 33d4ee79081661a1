// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Threading;
using Skift.Abi;
using Skift.Libc;

namespace Microsoft.Win32.SafeHandles;

/// <summary>A file descriptor that is closed once.</summary>
public sealed class SafeFileHandle : IDisposable
{
    private readonly int _descriptor;
    private readonly bool _ownsHandle;
    private int _isClosed;

    public SafeFileHandle()
        : this(-1, ownsHandle: true)
    {
    }

    public SafeFileHandle(nint preexistingHandle, bool ownsHandle)
    {
        _descriptor = (int)preexistingHandle;
        _ownsHandle = ownsHandle;
    }

    internal SafeFileHandle(int descriptor, string path)
        : this(descriptor, ownsHandle: true) => Path = path;

    public bool IsInvalid => _descriptor < 0;

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>False: reads and writes of files do not wait as those of pipes do.</summary>
    public bool IsAsync => false;

    /// <summary>For messages.</summary>
    internal string? Path { get; }

    internal bool CanSeek => !IsClosed && Posix.Lseek(_descriptor, 0, SeekWhence.SEEK_CUR).IsSuccess;

    /// <summary>The descriptor, which nothing keeps open for the caller.</summary>
    public nint DangerousGetHandle() => _descriptor;

    public void Close() => Dispose();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0 || !_ownsHandle || IsInvalid) return;
        ClosingDescriptor.Tell(_descriptor);
        _ = Posix.Close(_descriptor);
    }
}
