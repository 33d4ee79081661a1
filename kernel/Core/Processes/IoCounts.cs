// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>What was read and written (<c>/proc/PID/io</c>, proc(5)): by calls, whatever the file, and from and to disks.</summary>
public struct IoCounts
{
    public long ReadCharacters;
    public long WrittenCharacters;
    public long ReadCalls;
    public long WriteCalls;
    public long DiskReadBytes;
    public long DiskWrittenBytes;

    internal Result<long> CountRead(Result<long> result)
    {
        ReadCalls++;
        if (result.Try(out long count, out _)) ReadCharacters += count;
        return result;
    }

    internal Result<long> CountWrite(Result<long> result)
    {
        WriteCalls++;
        if (result.Try(out long count, out _)) WrittenCharacters += count;
        return result;
    }

    internal void Add(in IoCounts other)
    {
        ReadCharacters += other.ReadCharacters;
        WrittenCharacters += other.WrittenCharacters;
        ReadCalls += other.ReadCalls;
        WriteCalls += other.WriteCalls;
        DiskReadBytes += other.DiskReadBytes;
        DiskWrittenBytes += other.DiskWrittenBytes;
    }
}
