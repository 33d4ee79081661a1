using System.Runtime.InteropServices;
using System.Threading;

namespace System.Runtime;

/// <summary>What the runtime keeps per thread. The host provides the memory (zeroed, 64 bytes, reported by its enumeration).</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct RuntimeThread
{
    private static int s_lastId;

    /// <summary>The exceptions being handled on this thread, innermost first.</summary>
    internal ExceptionFrame* Exceptions;

    /// <summary>The thread's statics: an <c>object?[]</c> with one element per class that has any.</summary>
    internal nint ThreadStatics;

    private int _id;

    /// <summary>Set while the runtime handles a failure of its own, to stop a failure within a failure.</summary>
    internal int IsFailing;

    /// <summary>A number of its own for every thread, from 1.</summary>
    internal int Id
    {
        get
        {
            if (_id == 0)
                _id = ReserveId();
            return _id;
        }
    }

    /// <summary>For libraries whose threads have a number before they run.</summary>
    [RuntimeExport("skift_rt_reserve_thread_id")]
    private static int ReserveId() => Interlocked.Increment(ref s_lastId);

    /// <summary>Gives a reserved number to the current thread, which has not asked for one yet.</summary>
    [RuntimeExport("skift_rt_adopt_thread_id")]
    private static void AdoptId(int id) => Hooks.Thread()->_id = id;
}
