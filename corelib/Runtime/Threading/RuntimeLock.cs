using System.Threading;

namespace System.Runtime;

/// <summary>The runtime's own lock for short sections that never sleep, allocate or throw. Zero is free.</summary>
internal struct RuntimeLock
{
    private int _taken;

    internal void Acquire()
    {
        Hooks.LockEnter();
        while (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            do
                Hooks.Relax();
            while (Volatile.Read(ref _taken) != 0);
        }
    }

    internal void Release()
    {
        Volatile.Write(ref _taken, 0);
        Hooks.LockLeave();
    }
}
