// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Text;
using Skift.Abi;
using Skift.Libc;

namespace System.Diagnostics;

/// <summary>The pipes to a child that is about to start. What nobody took is closed in the end.</summary>
internal sealed class ChildPipes : IDisposable
{
    private readonly List<SpawnDescriptor> _descriptors = [];
    private readonly ProcessStartInfo _info;
    private int _input = -1;
    private int _output = -1;
    private int _error = -1;

    internal ChildPipes(ProcessStartInfo info)
    {
        _info = info;
        try
        {
            if (info.RedirectStandardInput) _input = Open(Posix.STDIN_FILENO);
            if (info.RedirectStandardOutput) _output = Open(Posix.STDOUT_FILENO);
            if (info.RedirectStandardError) _error = Open(Posix.STDERR_FILENO);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The child's ends.</summary>
    internal SpawnDescriptor[] Descriptors => _descriptors.ToArray();

    internal StreamWriter? TakeInput() => _input < 0 ? null : new StreamWriter(Stream(ref _input, FileAccess.Write), _info.StandardInputEncoding ?? Encoding.Default) { AutoFlush = true };

    internal StreamReader? TakeOutput() => _output < 0 ? null : new StreamReader(Stream(ref _output, FileAccess.Read), _info.StandardOutputEncoding ?? Encoding.Default);

    internal StreamReader? TakeError() => _error < 0 ? null : new StreamReader(Stream(ref _error, FileAccess.Read), _info.StandardErrorEncoding ?? Encoding.Default);

    public void Dispose()
    {
        foreach (SpawnDescriptor descriptor in _descriptors) _ = Posix.Close(descriptor.Source);
        _descriptors.Clear();
        CloseIfOpen(_input);
        CloseIfOpen(_output);
        CloseIfOpen(_error);
    }

    private static FileStream Stream(ref int descriptor, FileAccess access)
    {
        FileStream stream = new(descriptor, access, ownsDescriptor: true, bufferSize: 1, name: "");
        descriptor = -1;
        return stream;
    }

    private static void CloseIfOpen(int descriptor)
    {
        if (descriptor >= 0) _ = Posix.Close(descriptor);
    }

    /// <returns>Our end.</returns>
    private int Open(int target)
    {
        Errno error = Posix.Pipe2(OpenFlags.O_CLOEXEC, out int readEnd, out int writeEnd);
        if (error != Errno.None) throw new Win32Exception((int)error);
        bool isInput = target == Posix.STDIN_FILENO;
        _descriptors.Add(new SpawnDescriptor(isInput ? readEnd : writeEnd, target));
        return isInput ? writeEnd : readEnd;
    }
}
