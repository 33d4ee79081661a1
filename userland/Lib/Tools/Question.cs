// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Questions that a tool asks before it destroys something.</summary>
public static class Question
{
    /// <summary>Prints the question and reads one line byte by byte, so that nothing behind it is lost.</summary>
    public static bool Ask(ToolIO io, string question)
    {
        io.Out.Flush();
        io.Err.Write(io.Name + ": " + question);
        io.Err.Flush();
        Span<byte> one = stackalloc byte[1];
        bool isFirst = true;
        bool isYes = false;
        while (Posix.Read(io.Input, one).Try(out int count, out Errno error) ? count == 1 && one[0] != '\n' : error == Errno.EINTR)
        {
            isYes = isFirst ? one[0] is (byte)'y' or (byte)'Y' : isYes;
            isFirst = false;
        }

        return isYes;
    }
}
