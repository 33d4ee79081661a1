// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>An executable file and what was read of it.</summary>
internal sealed class ProgramFile : IDisposable
{
    private readonly byte[] _start = new byte[ScriptLine.Window];
    private int _startLength;

    private ProgramFile(OpenFile file, MemoryObject? pages)
    {
        File = file;
        Pages = pages;
    }

    internal OpenFile File { get; }

    /// <summary>Null if the file cannot be mapped; a script need not be.</summary>
    internal MemoryObject? Pages { get; }

    /// <summary>The first bytes.</summary>
    internal ReadOnlySpan<byte> Start => _start.AsSpan(0, _startLength);

    /// <summary>Opens a file for execution and reads its first bytes.</summary>
    internal static Result<ProgramFile> Open(in FileView view, ReadOnlySpan<byte> name, bool follow = true, bool allowEmpty = false)
    {
        if (!view.OpenProgram(name, follow, allowEmpty).Try(out OpenFile file, out Errno error)) return error;
        ProgramFile program = new(file, file.Map().Try(out MemoryObject pages, out _) ? pages : null);
        if (!program.Read(0, program._start).Try(out program._startLength, out error))
        {
            program.Dispose();
            return error;
        }

        return program;
    }

    /// <summary>Reads the ELF headers.</summary>
    /// <returns><c>ENOEXEC</c>: not a program that can be loaded; <c>ENOMEM</c>; <c>EIO</c>.</returns>
    internal Result<ElfImage> ReadElf()
    {
        Errno error = ElfImage.ReadHeader(Start, out long offset, out int length);
        if (error != Errno.None) return error;
        if (Pages is null) return Errno.ENOEXEC;
        byte[] headers = new byte[length];
        if (!Read(offset, headers).Try(out int count, out error)) return error;
        return count == length ? ElfImage.Parse(Start, headers, VirtualAddress.UserEnd) : Errno.ENOEXEC;
    }

    /// <summary>Reads the name that PT_INTERP gives.</summary>
    internal Result<byte[]> ReadInterpreterName(ElfImage image)
    {
        byte[] name = new byte[image.InterpreterLength];
        if (!Read(image.InterpreterOffset, name).Try(out int count, out Errno error)) return error;
        if (count != name.Length || name[^1] != 0) return Errno.ENOEXEC;
        return name.AsSpan(0, name.AsSpan().IndexOf((byte)0)).ToArray();
    }

    public void Dispose() => File.Dispose();

    private Result<int> Read(long offset, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            IoSink sink = IoSink.Over(destination[total..]);
            if (!File.ReadAt(ref sink, offset + total).Try(out long count, out Errno error)) return error;
            if (count == 0) break;
            total += (int)count;
        }

        return total;
    }
}
