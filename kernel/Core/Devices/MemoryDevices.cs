// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Devices;

/// <summary>The devices of <c>mem(4)</c>, <c>null(4)</c> and <c>full(4)</c> that are no hardware.</summary>
public static class MemoryDevices
{
    private const uint Major = 1;

    /// <summary>Registers null, zero, full, random and urandom.</summary>
    public static void Register(DeviceTable devices)
    {
        _ = devices.Register(new NullDevice());
        _ = devices.Register(new ZeroDevice());
        _ = devices.Register(new FullDevice());
        _ = devices.Register(new RandomDevice("random", 8));
        _ = devices.Register(new RandomDevice("urandom", 9));
    }

    private abstract class MemoryDevice(string name, uint minor) : CharacterDevice
    {
        public override string Name => name;

        public override ulong Number => DeviceNumber.Make(Major, minor);

        public override StatMode Permissions =>
            StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP | StatMode.S_IROTH | StatMode.S_IWOTH;

        public override bool IsSeekable => true;

        public override Result<long> Write(ref IoSource source, long offset, bool nonBlocking) => source.Remaining;
    }

    private sealed class NullDevice() : MemoryDevice("null", 3)
    {
        public override Result<long> Read(ref IoSink sink, long offset, bool nonBlocking) => 0;
    }

    private sealed class ZeroDevice() : MemoryDevice("zero", 5)
    {
        public override Result<long> Read(ref IoSink sink, long offset, bool nonBlocking) => WriteZeros(ref sink);
    }

    private sealed class FullDevice() : MemoryDevice("full", 7)
    {
        public override Result<long> Read(ref IoSink sink, long offset, bool nonBlocking) => WriteZeros(ref sink);

        public override Result<long> Write(ref IoSource source, long offset, bool nonBlocking) =>
            source.Remaining == 0 ? 0L : Errno.ENOSPC;
    }

    private sealed class RandomDevice(string name, uint minor) : MemoryDevice(name, minor)
    {
        public override bool CanPoll => true;

        public override Result<long> Read(ref IoSink sink, long offset, bool nonBlocking)
        {
            Span<byte> chunk = stackalloc byte[256];
            long start = sink.Transferred;
            Errno error = Errno.None;
            while (error == Errno.None && sink.Remaining > 0)
            {
                Span<byte> part = chunk[..(int)Math.Min(sink.Remaining, chunk.Length)];
                RandomSource.Fill(part);
                error = sink.Write(part);
                if (error == Errno.None) error = GiveWay(sink.Transferred - start, sink.Remaining);
            }

            return Count(sink.Transferred - start, error);
        }

        public override Result<long> Write(ref IoSource source, long offset, bool nonBlocking)
        {
            Span<byte> chunk = stackalloc byte[256];
            long start = source.Transferred;
            Errno error = Errno.None;
            while (error == Errno.None && source.Remaining > 0)
            {
                Span<byte> part = chunk[..(int)Math.Min(source.Remaining, chunk.Length)];
                error = source.Read(part);
                for (; error == Errno.None && part.Length >= sizeof(ulong); part = part[sizeof(ulong)..])
                {
                    RandomSource.Mix(BinaryPrimitives.ReadUInt64LittleEndian(part));
                }

                if (error == Errno.None) error = GiveWay(source.Transferred - start, source.Remaining);
            }

            return Count(source.Transferred - start, error);
        }
    }

    private static Result<long> WriteZeros(ref IoSink sink)
    {
        long start = sink.Transferred;
        Errno error = Errno.None;
        while (error == Errno.None && sink.Remaining > 0)
        {
            error = sink.WriteZeros(Math.Min(sink.Remaining, VirtualAddress.PageSize));
            if (error == Errno.None) error = GiveWay(sink.Transferred - start, sink.Remaining);
        }

        return Count(sink.Transferred - start, error);
    }

    /// <summary>After each page of several, as Linux does (drivers/char/mem.c, random.c): these devices never end, but a request may.</summary>
    private static Errno GiveWay(long done, long left) => left > 0 && done % VirtualAddress.PageSize == 0 ? Scheduler.GiveWay() : Errno.None;

    private static Result<long> Count(long count, Errno error) => count == 0 && error != Errno.None ? error : count;
}
