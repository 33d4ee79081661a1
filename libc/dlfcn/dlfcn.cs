// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>dlfcn.h in a static program: nothing can be loaded, and dlerror says so.</summary>
public static unsafe partial class C
{
    private static class DynamicLoading
    {
        internal static bool HasFailed;
    }

    [RuntimeExport("dlopen")]
    public static void* dlopen(byte* path, int mode) => FailToLoad();

    [RuntimeExport("dlsym")]
    public static void* dlsym(void* library, byte* name) => FailToLoad();

    [RuntimeExport("dlclose")]
    public static int dlclose(void* library)
    {
        _ = FailToLoad();
        return -1;
    }

    /// <summary>0: there is no dynamic object that an address could belong to.</summary>
    [RuntimeExport("dladdr")]
    public static int dladdr(void* address, void* result) => 0;

    [RuntimeExport("dlinfo")]
    public static int dlinfo(void* library, int request, void* result) => dlclose(library);

    /// <summary>Null unless one of the others was called since the last time.</summary>
    [RuntimeExport("dlerror")]
    public static byte* dlerror()
    {
        bool hasFailed = DynamicLoading.HasFailed;
        DynamicLoading.HasFailed = false;
        return hasFailed ? Literal("Dynamic loading not supported"u8) : null;
    }

    private static void* FailToLoad()
    {
        DynamicLoading.HasFailed = true;
        return null;
    }
}
