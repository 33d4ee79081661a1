// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Sockets;

/// <summary>Adds the control messages that tell when data came (SO_TIMESTAMP and its like).</summary>
public static class TimestampControls
{
    /// <param name="arrival">The real time in nanoseconds at which the data came; 0 if nobody wanted it then: now takes its place, as on Linux.</param>
    public static void Add(SocketSettings settings, long arrival, scoped ref ReceiveRequest request)
    {
        if (!settings.WantsTime) return;
        if (settings.Timestamp != TimestampKind.None)
        {
            long time = arrival != 0 ? arrival : Clock.RealTimeNanoseconds;
            bool isMicroseconds = settings.Timestamp is TimestampKind.Microseconds or TimestampKind.NewMicroseconds;
            long rest = time % Clock.NanosecondsPerSecond / (isMicroseconds ? 1000 : 1);
            request.AddControl(SocketOption.SOL_SOCKET, TypeOf(settings.Timestamp), Words(time / Clock.NanosecondsPerSecond, rest));
        }

        if ((settings.TimestampingFlags & TimestampingFlag.SOF_TIMESTAMPING_SOFTWARE) == 0 || arrival == 0) return;
        // struct scm_timestamping: of three times the first is the one of software.
        int type = settings.HasNewTimestamping ? SocketOption.SO_TIMESTAMPING_NEW : SocketOption.SO_TIMESTAMPING;
        request.AddControl(SocketOption.SOL_SOCKET, type, Words(arrival / Clock.NanosecondsPerSecond, arrival % Clock.NanosecondsPerSecond, 0, 0, 0, 0));
    }

    private static int TypeOf(TimestampKind kind) => kind switch
    {
        TimestampKind.Microseconds => SocketOption.SO_TIMESTAMP,
        TimestampKind.Nanoseconds => SocketOption.SO_TIMESTAMPNS,
        TimestampKind.NewMicroseconds => SocketOption.SO_TIMESTAMP_NEW,
        _ => SocketOption.SO_TIMESTAMPNS_NEW,
    };

    private static byte[] Words(params ReadOnlySpan<long> words)
    {
        byte[] data = new byte[words.Length * sizeof(long)];
        for (int i = 0; i < words.Length; i++)
        {
            _ = BitConverter.TryWriteBytes(data.AsSpan(i * sizeof(long)), words[i]);
        }

        return data;
    }
}
