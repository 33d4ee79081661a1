// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>
/// The one order in which spin locks nest: a lock may be taken only while every held lock has a lower rank. See <see cref="LockChecker"/>.
/// </summary>
/// <remarks>Two locks of the same rank never nest. <see cref="Unranked"/> locks are only checked for being taken twice.</remarks>
public enum LockRank : byte
{
    Unranked = 0,
    Process = 10,
    Signals = 20,
    Files = 30,
    FileSystem = 40,
    Memory = 50,
    Device = 60,
    Futex = 70,
    WaitQueue = 80,
    Timer = 90,
    RunQueue = 100,
    InterruptTable = 110,
    Interrupts = 115,
    PageTable = 120,
    KernelMemory = 130,
    Frames = 140,
    Heap = 150,
    Log = 200,
}
