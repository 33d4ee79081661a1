using System.Runtime;
using System.Runtime.CompilerServices;

namespace Internal.Runtime;

/// <summary>Storage of <c>[ThreadStatic]</c> fields: per class one object per thread, made at first use. Called by ILC by name.</summary>
internal static unsafe class ThreadStatics
{
    internal static object GetThreadStaticBaseForType(TypeManagerSlot* module, int typeTlsIndex)
    {
        RuntimeThread* thread = Hooks.Thread();
        object?[]? storage = Unsafe.As<nint, object?[]?>(ref thread->ThreadStatics);
        if (storage != null && (uint)typeTlsIndex < (uint)storage.Length)
        {
            object? statics = storage[typeTlsIndex];
            if (statics != null)
                return statics;
        }
        return Create(thread, storage, typeTlsIndex);
    }

    private static object Create(RuntimeThread* thread, object?[]? storage, int index)
    {
        if (storage == null)
        {
            storage = new object?[ProgramImage.ThreadStaticTypeCount];
            Unsafe.As<nint, object?[]>(ref thread->ThreadStatics) = storage;
        }
        object statics = RuntimeExports.RhNewObject(ProgramImage.ThreadStaticType(index));
        storage[index] = statics;
        return statics;
    }
}
