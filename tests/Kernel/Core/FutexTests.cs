// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Words of user memory that threads wait at.</summary>
internal static class FutexTests
{
    private const uint AllBits = uint.MaxValue;

    [KernelTest(NeedsProcess = true)]
    internal static void Wait_ChecksTheWordAndTheAddress()
    {
        ulong word = MemoryOps.Map(1);
        MemoryOps.Store(word, 5);
        Check.Equal(Errno.EAGAIN, Futexes.Wait(word, true, 6, AllBits, WaitQueue.Forever), "another value");
        Check.Equal(Errno.EINVAL, Futexes.Wait(word + 1, true, 5, AllBits, WaitQueue.Forever), "not aligned");
        Check.Equal(Errno.EINVAL, Futexes.Wait(word, true, 5, 0, WaitQueue.Forever), "no bits");
        Check.Equal(Errno.EFAULT, Futexes.Wait(0x10, true, 5, AllBits, WaitQueue.Forever), "nothing mapped");
        Check.Equal(Errno.EFAULT, Futexes.Wait(0xFFFF_8000_0000_0000, true, 5, AllBits, WaitQueue.Forever), "kernel memory");
        Check.Equal(Errno.ETIMEDOUT, Futexes.Wait(word, true, 5, AllBits, Clock.MonotonicNanoseconds + Until.Millisecond), "nobody wakes");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Wake_WakesAsManyAsAsked()
    {
        ulong word = MemoryOps.Map(1);
        int woken = 0;
        TestThread[] threads = new TestThread[4];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = TestProcess.StartThread(() =>
            {
                Check.Succeeds(Futexes.Wait(word, true, 0, AllBits, WaitQueue.Forever), "wait");
                _ = Interlocked.Increment(ref woken);
            });
        }

        foreach (TestThread thread in threads) Until.Asleep(thread);
        Check.Equal(1, FileOps.Value(Futexes.Wake(word, true, 1, AllBits), "wake"), "one");
        Until.True(() => woken == 1, "one is awake");
        Check.Equal(3, FileOps.Value(Futexes.Wake(word, true, 100, AllBits), "wake"), "the rest");
        foreach (TestThread thread in threads) thread.Join();
        Check.Equal(0, FileOps.Value(Futexes.Wake(word, true, 100, AllBits), "wake"), "nobody left");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Bits_SelectWhoWakes()
    {
        ulong word = MemoryOps.Map(1);
        TestThread one = TestProcess.StartThread(() => Check.Succeeds(Futexes.Wait(word, true, 0, 1, WaitQueue.Forever), "wait"));
        TestThread two = TestProcess.StartThread(() => Check.Succeeds(Futexes.Wait(word, true, 0, 2, WaitQueue.Forever), "wait"));
        Until.Asleep(one);
        Until.Asleep(two);
        Check.Equal(0, FileOps.Value(Futexes.Wake(word, true, 10, 4), "wake"), "no such bit");
        Check.Equal(1, FileOps.Value(Futexes.Wake(word, true, 10, 2), "wake"), "the second");
        two.Join();
        Check.True(!one.IsDone, "the first sleeps on");
        Check.Equal(1, FileOps.Value(Futexes.Wake(word, true, 10, AllBits), "wake"), "the first");
        one.Join();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Shared_FutexesAreOneInTwoProcesses()
    {
        ulong word = MemoryOps.MapShared(1);
        MemoryOps.Store(word, 0);
        Skift.Core.Memory.AddressSpace copy = FileOps.Value(TestProcess.Memory.Fork(), "fork");
        TestThread child = TestProcess.Start(() =>
        {
            // The child takes over the copy of the memory, as fork(2) would have given it.
            Skift.Core.Memory.AddressSpace own = TestProcess.Current.AddressSpace;
            TestProcess.Current.AddressSpace = copy;
            UserThread.Current.PageTable = copy.PageTable;
            own.Release();
            Check.Succeeds(Futexes.Wait(word, false, 0, AllBits, WaitQueue.Forever), "wait");
        });
        Until.True(() => child.State == ThreadState.Interruptible, "the child waits");
        Check.Equal(0, FileOps.Value(Futexes.Wake(word, true, 1, AllBits), "wake"), "a private wake-up does not reach it");
        Check.Equal(1, FileOps.Value(Futexes.Wake(word, false, 1, AllBits), "wake"), "a shared one does");
        _ = TestProcess.Wait();
        child.Join();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Wait_IsInterruptedBySignals_AndLeavesNoEntry()
    {
        ulong word = MemoryOps.Map(1);
        Errno error = Errno.None;
        TestThread thread = TestProcess.StartThread(() => error = Futexes.Wait(word, true, 0, AllBits, WaitQueue.Forever));
        Until.Asleep(thread);
        SignalSender.Send(thread, SignalDetails.FromKernel(Signal.SIGUSR1));
        thread.Join();
        Check.Equal(Errno.EINTR, error, "reason");
        Check.Equal(0, FileOps.Value(Futexes.Wake(word, true, 1, AllBits), "wake"), "nobody waits");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ThreadExit_ClearsItsWordAndWakes()
    {
        ulong word = MemoryOps.Map(1);
        MemoryOps.Store(word, 1);
        TestThread thread = TestProcess.StartThread(() =>
        {
            UserThread.Current.ClearChildThreadId = word;
            Until.Sleep(5);
        });
        Errno error = Futexes.Wait(word, true, 1, AllBits, Clock.MonotonicNanoseconds + (2000 * Until.Millisecond));
        Check.True(error is Errno.None or Errno.EAGAIN, "woken, or it was already over");
        thread.Join();
        Check.Equal(0, MemoryOps.Load(word), "the word");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void RobustList_MarksWhatADeadThreadHeld()
    {
        ulong memory = MemoryOps.Map(1);
        TestThread thread = TestProcess.StartThread(() =>
        {
            // A list of one entry at +64, whose lock word is 8 bytes behind it.
            ulong entry = memory + 64;
            Check.Succeeds(UserMemory.Write(new VirtualAddress(memory), entry), "head");
            Check.Succeeds(UserMemory.Write(new VirtualAddress(memory + 8), 8L), "offset");
            Check.Succeeds(UserMemory.Write(new VirtualAddress(memory + 16), 0L), "pending");
            Check.Succeeds(UserMemory.Write(new VirtualAddress(entry), memory), "end of the list");
            MemoryOps.Store(entry + 8, (uint)UserThread.Current.Id);
            UserThread.Current.RobustList = memory;
        });
        thread.Join();
        Until.True(() => MemoryOps.Load(memory + 72) == 0x4000_0000, "FUTEX_OWNER_DIED");
    }
}
