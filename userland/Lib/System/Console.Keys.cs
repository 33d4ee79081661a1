// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System;

/// <summary>Keys one by one.</summary>
public static partial class Console
{
    private static readonly byte[] s_keyBytes = new byte[1024];
    private static int s_keyStart;
    private static int s_keyEnd;

    public static bool KeyAvailable
    {
        get
        {
            if (IsInputRedirected)
            {
                throw new InvalidOperationException("Cannot see if a key has been pressed when either application does not have a console or when console input has been redirected from a file. Try Console.In.Peek.");
            }

            if (s_keyStart < s_keyEnd) return true;
            EnterKeyMode();
            Span<PollDescriptor> one = [new PollDescriptor { fd = Posix.STDIN_FILENO, events = PollEvents.POLLIN }];
            bool isReady = Posix.Poll(one, 0).Try(out int count, out _) && count > 0;
            LeaveKeyMode();
            return isReady;
        }
    }

    public static ConsoleKeyInfo ReadKey() => ReadKey(intercept: false);

    /// <param name="intercept">The key is not shown.</param>
    public static ConsoleKeyInfo ReadKey(bool intercept)
    {
        if (IsInputRedirected)
        {
            throw new InvalidOperationException("Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.");
        }

        Flush();
        if (s_keyStart == s_keyEnd) ReadKeyBytes();
        ReadOnlySpan<byte> bytes = s_keyBytes.AsSpan(s_keyStart, s_keyEnd - s_keyStart);
        ConsoleKeyInfo key = TerminalKeys.Take(ref bytes);
        s_keyStart = s_keyEnd - bytes.Length;
        if (!intercept && key.KeyChar != 0) Write(key.KeyChar);
        return key;
    }

    private static void ReadKeyBytes()
    {
        EnterKeyMode();
        try
        {
            int count;
            while (!Posix.Read(Posix.STDIN_FILENO, s_keyBytes).Try(out count, out Errno error))
            {
                if (error != Errno.EINTR) throw new IO.IOException(Posix.Strerror(error));
            }

            if (count == 0) throw new InvalidOperationException("Console input has ended.");
            s_keyStart = 0;
            s_keyEnd = count;
        }
        finally
        {
            LeaveKeyMode();
        }
    }
}
