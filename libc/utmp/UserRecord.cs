// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's struct utmpx, which utmp's file has too: 384 bytes, with times of 32 bits (utmp(5)).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct UserRecord
{
    internal const int LineSize = 32;
    internal const int UserSize = 32;
    internal const short RunLevel = 1;
    internal const short OldTime = 4;
    internal const short InitProcess = 5;
    internal const short LoginProcess = 6;
    internal const short UserProcess = 7;
    internal const short DeadProcess = 8;

    public short Type;
    public int Process;
    public fixed byte Line[LineSize];
    public fixed byte Id[4];
    public fixed byte User[UserSize];
    public fixed byte Host[256];
    public short Termination;
    public short Exit;
    public int Session;
    public int Seconds;
    public int Microseconds;
    public fixed int Address[4];
    public fixed byte Reserved[20];
}
