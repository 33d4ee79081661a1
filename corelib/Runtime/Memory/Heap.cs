namespace System.Runtime;

internal static unsafe class Heap
{
    internal static void* Allocate(nuint size, bool containsPointers)
    {
        byte* memory = (byte*)Hooks.PagesAllocate(size);
        if (memory == null)
            throw new OutOfMemoryException();
        return memory + 8;
    }
}
