// SPDX-License-Identifier: MIT

namespace System.Buffers;

/// <summary>Arrays for reuse, by powers of two. Keeps a few of each size and leaves the rest to the collector.</summary>
public abstract class ArrayPool<T>
{
    private static readonly ArrayPool<T> s_shared = new BucketPool();

    public static ArrayPool<T> Shared => s_shared;

    public static ArrayPool<T> Create() => new BucketPool();

    public abstract T[] Rent(int minimumLength);

    public abstract void Return(T[] array, bool clearArray = false);

    private sealed class BucketPool : ArrayPool<T>
    {
        private const int SmallestLog = 4;
        private const int Buckets = 17;      // 16 elements to 1 Mi
        private const int Kept = 4;

        private readonly T[]?[] _free = new T[]?[Buckets * Kept];
        private readonly object _lock = new();

        private static int BucketOf(int length) => Math.Max(0, Numerics.BitOperations.Log2((uint)Math.Max(length - 1, 1)) + 1 - SmallestLog);

        public override T[] Rent(int minimumLength)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(minimumLength);
            if (minimumLength == 0) return [];
            int bucket = BucketOf(minimumLength);
            if (bucket >= Buckets) return new T[minimumLength];
            lock (_lock)
            {
                for (int i = bucket * Kept; i < (bucket + 1) * Kept; i++)
                {
                    if (_free[i] is not { } array) continue;
                    _free[i] = null;
                    return array;
                }
            }
            return new T[1 << (bucket + SmallestLog)];
        }

        public override void Return(T[] array, bool clearArray = false)
        {
            ArgumentNullException.ThrowIfNull(array);
            if (array.Length == 0) return;
            int bucket = BucketOf(array.Length);
            if (bucket >= Buckets) return;
            if (array.Length != 1 << (bucket + SmallestLog))
                throw new ArgumentException("The buffer is not associated with this pool and may not be returned to it.", nameof(array));
            if (clearArray) Array.Clear(array);
            lock (_lock)
            {
                for (int i = bucket * Kept; i < (bucket + 1) * Kept; i++)
                {
                    if (_free[i] != null) continue;
                    _free[i] = array;
                    return;
                }
            }
        }
    }
}
