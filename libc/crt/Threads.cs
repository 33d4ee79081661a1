// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>The threads of a C# program: how they begin and end, and the list that a collection goes through.</summary>
internal static unsafe class Threads
{
    private const int PageSize = 4096;
    private const long SetFs = 0x1002;
    private const nint DefaultStackSize = 1536 * 1024;
    private const nint SmallestStackSize = 64 * 1024;
    private const nint LargestStackSize = 1 << 30;
    private const nint UnlimitedStack = 8 * 1024 * 1024;

    // What a handler of faults may use when the stack itself is full; AVX-512 state alone is 2.7 KiB.
    private const int FaultStackSize = 32768;

    [InlineArray(FaultStackSize / 8)]
    private struct FaultStack
    {
        private ulong _element0;
    }

    private static ThreadBlock s_main;
    private static AllocatorPage s_mainAllocator;
    private static FaultStack s_mainFaultStack;

    private static int s_lock;

    // All threads, the newest first; guarded by the lock, as are the two below.
    private static ThreadBlock* s_first;

    // Threads that have ended; their memory is freed when the kernel has let go of them.
    private static ThreadBlock* s_ended;
    private static AllocatorPage* s_freeAllocators;

    // How many threads besides the main one the process waits for at its end.
    private static int s_foreground;

    [RuntimeImport("skift_crt_thread_block")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ThreadBlock* Current();

    [RuntimeImport("skift_crt_clone")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern long Clone(ThreadBlock* block, byte* stack);

    /// <summary>The first thing a program does: from here on there is a current thread.</summary>
    internal static void StartMain(nint stackTop)
    {
        ThreadBlock* block = (ThreadBlock*)Unsafe.AsPointer(ref s_main);
        block->Self = block;
        block->Allocator = (AllocatorPage*)Unsafe.AsPointer(ref s_mainAllocator);
        block->StackHigh = stackTop;
        s_first = block;
        Linux.Call(SystemCall.arch_prctl, SetFs, block);
        Faults.UseStack((byte*)Unsafe.AsPointer(ref s_mainFaultStack), FaultStackSize);
    }

    [RuntimeExport("skift_rt_stack_bounds")]
    internal static void StackBounds(nint* low, nint* high)
    {
        ThreadBlock* block = Current();
        if (block->StackLow == 0)
            block->StackLow = block->StackHigh - MainStackSize();
        *low = block->StackLow;
        *high = block->StackHigh;
    }

    private static nint MainStackSize()
    {
        ResourceLimit limit = default;
        long answer = Linux.Call(SystemCall.prlimit64, 0, (void*)(long)Resource.RLIMIT_STACK, null, (long)&limit);
        return Linux.IsError(answer) || limit.rlim_cur > long.MaxValue ? UnlimitedStack : (nint)limit.rlim_cur;
    }

    /// <summary>Begins a thread; for libc. Answers its number, or the kernel's error: EAGAIN, ENOMEM.</summary>
    /// <param name="stackSize">In bytes; 0 for 1.5 MiB. At least 64 KiB are given, and at most 1 GiB.</param>
    [RuntimeExport("skift_crt_thread_start")]
    private static int Start(Action body, nint stackSize)
    {
        World.Prepare();
        stackSize = stackSize == 0 ? DefaultStackSize : Math.Min(Math.Max(stackSize, SmallestStackSize), LargestStackSize);
        Lock();
        FreeEnded();
        ThreadBlock* block = Map((stackSize + PageSize - 1) & -PageSize);
        long answer = -(long)Errno.ENOMEM;
        if (block != null)
        {
            // The body is a root as long as the block is in the list.
            block->Body = Unsafe.As<Action, nint>(ref body);
            answer = Clone(block, (byte*)block->StackHigh);
            if (Linux.IsError(answer))
            {
                Return(block->Allocator);
                Unmap(block);
            }
            else
            {
                block->Next = s_first;
                s_first = block;
            }
        }
        Unlock();
        GC.KeepAlive(body);
        return (int)answer;
    }

    [RuntimeExport("skift_crt_thread_main")]
    private static void Main(ThreadBlock* block)
    {
        Faults.UseStack((byte*)block->StackHigh, FaultStackSize);
        RunBody(block);
        Lock();
        Remove(block);
        Return(block->Allocator);
        block->Next = s_ended;
        s_ended = block;
        // Not as others do: no collection stops this thread any more.
        Volatile.Write(ref s_lock, 0);
    }

    // With the lock held.
    private static void Remove(ThreadBlock* block)
    {
        fixed (ThreadBlock** head = &s_first)
        {
            ThreadBlock** link = head;
            while (*link != block)
                link = &(*link)->Next;
            *link = block->Next;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunBody(ThreadBlock* block)
    {
        Action body = Unsafe.As<nint, Action>(ref block->Body);
        block->Body = 0;
        body();
    }

    /// <summary>From the lowest address: a page that faults, the stack, the stack for faults, the block.</summary>
    private static ThreadBlock* Map(nint stackSize)
    {
        AllocatorPage* allocator = TakeAllocator();
        if (allocator == null)
            return null;
        nint size = PageSize + stackSize + FaultStackSize + PageSize;
        byte* mapping = MapPages(size, MapFlags.MAP_STACK | MapFlags.MAP_NORESERVE);
        if (mapping == null)
        {
            Return(allocator);
            return null;
        }
        Linux.Call(SystemCall.mprotect, (long)mapping, (void*)PageSize, (long)Protection.PROT_NONE);
        ThreadBlock* block = (ThreadBlock*)(mapping + size - PageSize);
        block->Self = block;
        block->Allocator = allocator;
        block->StackLow = (nint)mapping + PageSize;
        block->StackHigh = block->StackLow + stackSize;
        block->Mapping = mapping;
        block->MappingSize = size;
        return block;
    }

    private static byte* MapPages(nint size, MapFlags flags)
    {
        long answer = Linux.Call(
            SystemCall.mmap, null, size, (long)(Protection.PROT_READ | Protection.PROT_WRITE),
            (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS | flags), -1, 0);
        return Linux.IsError(answer) ? null : (byte*)answer;
    }

    private static void Unmap(ThreadBlock* block) => Linux.Call(SystemCall.munmap, (long)block->Mapping, (void*)block->MappingSize);

    // With the lock held, as the two below.
    private static AllocatorPage* TakeAllocator()
    {
        AllocatorPage* page = s_freeAllocators;
        if (page == null)
            return (AllocatorPage*)MapPages(PageSize, default);
        s_freeAllocators = page->Next;
        return page;
    }

    private static void Return(AllocatorPage* page)
    {
        page->Next = s_freeAllocators;
        s_freeAllocators = page;
    }

    private static void FreeEnded()
    {
        fixed (ThreadBlock** head = &s_ended)
        {
            ThreadBlock** link = head;
            while (*link != null)
            {
                ThreadBlock* block = *link;
                if (Volatile.Read(ref block->Id) != 0)
                {
                    link = &block->Next;
                    continue;
                }
                *link = block->Next;
                Unmap(block);
            }
        }
    }

    /// <summary>The child of a fork has one thread, which keeps its block.</summary>
    [RuntimeExport("skift_crt_after_fork")]
    private static void AfterFork()
    {
        ThreadBlock* block = Current();
        block->Id = (int)Linux.Call(SystemCall.gettid, 0);
        block->Next = null;
        s_first = block;
        s_ended = null;
        s_foreground = 0;
        Volatile.Write(ref s_lock, 0);
    }

    /// <summary>So many more threads (or fewer) keep the process alive after Main.</summary>
    [RuntimeExport("skift_crt_count_foreground")]
    private static void CountForeground(int difference)
    {
        if (Interlocked.Add(ref s_foreground, difference) == 0)
            Hooks.Wake((int*)Unsafe.AsPointer(ref s_foreground), 1);
    }

    internal static void WaitForForeground()
    {
        int count;
        while ((count = Volatile.Read(ref s_foreground)) != 0)
            Hooks.Wait((int*)Unsafe.AsPointer(ref s_foreground), count, -1);
    }

    /// <summary>The first of all threads; the caller has the lock.</summary>
    internal static ThreadBlock* First => s_first;

    /// <summary>Whoever has the list's lock is not stopped, nor is anybody in the list while another has it.</summary>
    internal static void Lock()
    {
        World.EnterLock();
        while (Interlocked.Exchange(ref s_lock, 1) != 0)
            World.Relax();
    }

    internal static void Unlock()
    {
        Volatile.Write(ref s_lock, 0);
        World.LeaveLock();
    }
}
