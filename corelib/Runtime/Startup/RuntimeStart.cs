using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Brings the runtime up. The host calls it once, before any managed code that has statics with references.</summary>
internal static unsafe class RuntimeStart
{
    private const int IsUninitialized = 1;
    private const int HasPreinitializedData = 2;

    [RuntimeExport("skift_rt_initialize")]
    internal static void Initialize()
    {
        Collector.Prepare();
        CreateStatics();
        EmergencyExceptions.Prepare();
        RunAll(ProgramImage.Section.EagerCctor);
        RunAll(ProgramImage.Section.ModuleInitializerList);
    }

    /// <summary>Allocates the object behind each class's reference statics and leaves it in the class's block.</summary>
    private static void CreateStatics()
    {
        int* block = (int*)ProgramImage.Find(ProgramImage.Section.GCStaticRegion, out byte* end);
        for (; block < end; block++)
        {
            nint* slot = (nint*)((byte*)block + *block);
            int flags = (int)*slot & (IsUninitialized | HasPreinitializedData);
            if ((flags & IsUninitialized) == 0)
                continue;
            int* fields = (int*)slot;
            MethodTable* type = (MethodTable*)((byte*)fields + (fields[0] & ~(IsUninitialized | HasPreinitializedData)));
            byte* statics = (byte*)RuntimeExports.RhpNewFast(type);
            if ((flags & HasPreinitializedData) != 0)
            {
                byte* data = (byte*)(fields + 1) + fields[1];
                SpanHelpers.Memmove(ref statics[sizeof(nint)], ref *data, type->BaseSize - 2 * (nuint)sizeof(nint));
            }
            *slot = (nint)statics;
        }
    }

    private static void RunAll(ProgramImage.Section section)
    {
        int* field = (int*)ProgramImage.Find(section, out byte* end);
        for (; field < end; field++)
            ((delegate*<void>)((byte*)field + *field))();
    }
}
