// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.Net.Sockets;

/// <summary>poll(2) that goes on after signals.</summary>
internal static class SocketPoll
{
    /// <param name="milliseconds">-1 for ever.</param>
    /// <returns>How many have events.</returns>
    internal static int Wait(Span<PollDescriptor> descriptors, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        while (true)
        {
            if (Posix.Poll(descriptors, milliseconds).Try(out int count, out Errno error)) return count;
            if (error != Errno.EINTR) throw new SocketException(error);
            if (milliseconds > 0) milliseconds = (int)Math.Max(end - Environment.TickCount64, 0);
        }
    }

    /// <summary>.NET counts here in microseconds, negative for ever.</summary>
    internal static int ToMilliseconds(int microseconds) => microseconds < 0 ? -1 : (int)((microseconds + 999L) / 1000);
}
