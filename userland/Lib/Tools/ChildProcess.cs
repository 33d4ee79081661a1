// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Runs another program and waits for it.</summary>
public static class ChildProcess
{
    private const int CannotExecute = 126;
    private const int NotFound = 127;

    /// <returns>The exit status, 128 and the signal that ended it, 126 if it cannot be run, 127 if there is none.</returns>
    /// <param name="input">What becomes standard input, or -1 to share ours.</param>
    public static int Run(ReadOnlySpan<string> command, ToolIO io, int input = -1)
    {
        io.Out.Flush();
        SpawnRequest request = new()
        {
            Arguments = command,
            Environment = Posix.GetEnvironment(),
            Descriptors = input < 0 ? default : (ReadOnlySpan<SpawnDescriptor>)[new SpawnDescriptor(input, Posix.STDIN_FILENO)],
        };
        if (!ProgramSearch.Spawn(ref request).Try(out SpawnedProcess child, out Errno error))
        {
            return io.Fail(command[0], error, error == Errno.ENOENT ? NotFound : CannotExecute);
        }

        _ = Posix.Close(child.Descriptor);
        int status;
        while (!Posix.Wait4(child.Id, out status).Try(out _, out error))
        {
            if (error != Errno.EINTR) return io.Fail("cannot wait", error, CannotExecute);
        }

        return WaitStatus.IsExited(status) ? WaitStatus.ExitCode(status) : 128 + (int)WaitStatus.TerminatingSignal(status);
    }
}
