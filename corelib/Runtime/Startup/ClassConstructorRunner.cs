using System.Runtime.InteropServices;
using System.Threading;
using Internal.Runtime;

namespace System.Runtime.CompilerServices;

/// <summary>The word in front of a class's statics: its static constructor, or zero once that has run. Layout known to ILC.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StaticClassConstructionContext
{
    internal nint cctorMethodAddress;
}

/// <summary>Runs each static constructor once, before the first access to its class (ECMA-335 II.10.5.3). ILC calls the Check methods by name.</summary>
/// <remarks>
/// Constructors that are running are known by records on their threads' stacks, in one list; so nothing is allocated, however deep they
/// nest. A second thread waits for the first, unless waiting would close a circle: then, like the same thread coming back to a
/// constructor it is in, it goes on and sees the class half initialized, as the standard demands (II.10.5.3.3).
/// </remarks>
internal static unsafe class ClassConstructorRunner
{
    private struct Record
    {
        internal Record* Next;
        internal StaticClassConstructionContext* Context;
        internal RuntimeThread* Owner;

        /// <summary>1 when the constructor has ended either way; what other threads sleep on.</summary>
        internal int IsDone;

        /// <summary>How many threads still look at this record.</summary>
        internal int Waiters;
    }

    private sealed class Failure(nint context, TypeInitializationException exception, Failure? next)
    {
        internal readonly nint Context = context;
        internal readonly TypeInitializationException Exception = exception;
        internal readonly Failure? Next = next;
    }

    // A thread that waits says for what, so that circles can be seen. Few threads ever wait at a time.
    private struct Waiting
    {
        internal Waiting* Next;
        internal RuntimeThread* Thread;
        internal Record* For;
    }

    private static RuntimeLock s_lock;
    private static Record* s_running;
    private static Waiting* s_waiting;
    private static Failure? s_failures;

    private static object CheckStaticClassConstructionReturnGCStaticBase(StaticClassConstructionContext* context, object gcStaticBase)
    {
        EnsureRun(context);
        return gcStaticBase;
    }

    private static nint CheckStaticClassConstructionReturnNonGCStaticBase(StaticClassConstructionContext* context, nint nonGcStaticBase)
    {
        EnsureRun(context);
        return nonGcStaticBase;
    }

    private static object CheckStaticClassConstructionReturnThreadStaticBase(TypeManagerSlot* module, int index, StaticClassConstructionContext* context)
    {
        object statics = ThreadStatics.GetThreadStaticBaseForType(module, index);
        EnsureRun(context);
        return statics;
    }

    private static void EnsureRun(StaticClassConstructionContext* context)
    {
        if (Volatile.Read(ref context->cctorMethodAddress) == 0)
            return;
        RuntimeThread* thread = Hooks.Thread();
        Record mine = default;
        s_lock.Acquire();
        if (Volatile.Read(ref context->cctorMethodAddress) == 0)
        {
            s_lock.Release();
            return;
        }
        Record* running = Find(context);
        if (running == null)
        {
            mine.Context = context;
            mine.Owner = thread;
            mine.Next = s_running;
            s_running = &mine;
            s_lock.Release();
            Run(&mine);
            return;
        }
        if (running->Owner == thread || WouldDeadlock(running, thread))
        {
            s_lock.Release();
            return;
        }
        Wait(running, thread);
        // It has run, or failed: look again.
        EnsureRun(context);
    }

    private static Record* Find(StaticClassConstructionContext* context)
    {
        Record* record = s_running;
        while (record != null && record->Context != context)
            record = record->Next;
        return record;
    }

    private static bool WouldDeadlock(Record* record, RuntimeThread* thread)
    {
        while (true)
        {
            Waiting* waiting = s_waiting;
            while (waiting != null && waiting->Thread != record->Owner)
                waiting = waiting->Next;
            if (waiting == null)
                return false;
            record = waiting->For;
            if (record->Owner == thread)
                return true;
        }
    }

    /// <summary>Called with the lock, returns without it. The record's owner does not leave while anybody looks at it.</summary>
    private static void Wait(Record* record, RuntimeThread* thread)
    {
        Waiting waiting = default;
        waiting.Thread = thread;
        waiting.For = record;
        waiting.Next = s_waiting;
        s_waiting = &waiting;
        record->Waiters++;
        s_lock.Release();
        while (Volatile.Read(ref record->IsDone) == 0)
            Hooks.Wait(&record->IsDone, 0, -1);
        s_lock.Acquire();
        fixed (Waiting** head = &s_waiting)
        {
            Waiting** link = head;
            while (*link != &waiting)
                link = &(*link)->Next;
            *link = waiting.Next;
        }
        record->Waiters--;
        s_lock.Release();
    }

    private static void Run(Record* record)
    {
        StaticClassConstructionContext* context = record->Context;
        try
        {
            ThrowIfFailedBefore(context);
            ((delegate*<void>)context->cctorMethodAddress)();
            Volatile.Write(ref context->cctorMethodAddress, 0);
        }
        catch (TypeInitializationException known) when (IsRemembered(context, known))
        {
            throw;
        }
        catch (Exception exception)
        {
            TypeInitializationException failure = new(TypeNames.OfStaticConstructor(context->cctorMethodAddress), exception);
            Failure? head;
            do
                head = s_failures;
            while (Interlocked.CompareExchange(ref s_failures, new Failure((nint)context, failure, head), head) != head);
            throw failure;
        }
        finally
        {
            Finish(record);
        }
    }

    private static void ThrowIfFailedBefore(StaticClassConstructionContext* context)
    {
        for (Failure? failure = s_failures; failure != null; failure = failure.Next)
        {
            if (failure.Context == (nint)context)
                throw failure.Exception;
        }
    }

    private static bool IsRemembered(StaticClassConstructionContext* context, TypeInitializationException exception)
    {
        for (Failure? failure = s_failures; failure != null; failure = failure.Next)
        {
            if (failure.Context == (nint)context && failure.Exception == exception)
                return true;
        }
        return false;
    }

    private static void Finish(Record* record)
    {
        s_lock.Acquire();
        fixed (Record** head = &s_running)
        {
            Record** link = head;
            while (*link != record)
                link = &(*link)->Next;
            *link = record->Next;
        }
        Volatile.Write(ref record->IsDone, 1);
        bool isWatched = record->Waiters != 0;
        s_lock.Release();
        if (!isWatched)
            return;
        Hooks.Wake(&record->IsDone, int.MaxValue);
        while (true)
        {
            s_lock.Acquire();
            isWatched = record->Waiters != 0;
            s_lock.Release();
            if (!isWatched)
                return;
            Hooks.Relax();
        }
    }
}
