using System.Runtime;
using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>The lock of <c>lock</c>: two 32-bit words in each object's header, so locking allocates nothing.</summary>
/// <remarks>
/// The first word is the owner's thread number, with the top bit set when somebody may be waiting; threads sleep on it through the
/// host as on a futex (Drepper, "Futexes Are Tricky", mutex 2). The second counts re-entries and belongs to the owner.
/// </remarks>
public static unsafe partial class Monitor
{
    private const int HasWaiters = unchecked((int)0x80000000);
    private const int IdMask = 0x7FFFFFFF;

    private static int* Word(object obj) => (int*)((byte*)Unsafe.As<object, nint>(ref obj) - sizeof(nint));

    public static void Enter(object obj, ref bool lockTaken)
    {
        if (lockTaken)
            throw new ArgumentException("Argument must be initialized to false", nameof(lockTaken));
        Enter(obj);
        lockTaken = true;
    }

    public static void Enter(object obj) => TryEnter(obj, -1);

    public static bool TryEnter(object obj) => TryEnter(obj, 0);

    public static void TryEnter(object obj, ref bool lockTaken)
    {
        if (lockTaken)
            throw new ArgumentException("Argument must be initialized to false", nameof(lockTaken));
        lockTaken = TryEnter(obj, 0);
    }

    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken)
    {
        if (lockTaken)
            throw new ArgumentException("Argument must be initialized to false", nameof(lockTaken));
        lockTaken = TryEnter(obj, millisecondsTimeout);
    }

    public static bool TryEnter(object obj, int millisecondsTimeout)
    {
        if (obj == null)
            throw new ArgumentNullException();
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, -1);
        int* word = Word(obj);
        int id = Hooks.Thread()->Id;
        int owner = Interlocked.CompareExchange(ref *word, id, 0);
        if (owner == 0)
            return true;
        if ((owner & IdMask) == id)
        {
            word[1]++;
            return true;
        }
        return millisecondsTimeout != 0 && EnterContended(word, id, millisecondsTimeout);
    }

    private static bool EnterContended(int* word, int id, int milliseconds)
    {
        long deadline = milliseconds < 0 ? -1 : Hooks.Monotonic() + milliseconds * 1_000_000L;
        while (true)
        {
            int seen = Volatile.Read(ref *word);
            if (seen == 0)
            {
                // Others may sleep still, so the bit stays set; at worst one wake-up is for nothing.
                if (Interlocked.CompareExchange(ref *word, id | HasWaiters, 0) == 0)
                    return true;
                continue;
            }
            if ((seen & HasWaiters) == 0 && Interlocked.CompareExchange(ref *word, seen | HasWaiters, seen) != seen)
                continue;
            long left = -1;
            if (deadline >= 0)
            {
                left = deadline - Hooks.Monotonic();
                if (left <= 0)
                    return false;
            }
            Hooks.Wait(word, seen | HasWaiters, left);
        }
    }

    public static void Exit(object obj)
    {
        if (obj == null)
            throw new ArgumentNullException();
        int* word = Word(obj);
        CheckOwner(word);
        if (word[1] != 0)
        {
            word[1]--;
            return;
        }
        Release(word);
    }

    private static void Release(int* word)
    {
        if (Interlocked.Exchange(ref *word, 0) < 0)
            Hooks.Wake(word, 1);
    }

    public static bool IsEntered(object obj)
    {
        if (obj == null)
            throw new ArgumentNullException();
        return (Volatile.Read(ref *Word(obj)) & IdMask) == Hooks.Thread()->Id;
    }

    private static void CheckOwner(int* word)
    {
        if ((Volatile.Read(ref *word) & IdMask) != Hooks.Thread()->Id)
            throw new SynchronizationLockException();
    }
}
