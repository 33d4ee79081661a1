namespace System.Runtime.CompilerServices;

// Types that mark signatures (modreq/modopt); they have no instances.

public static class IsExternalInit;

public static class IsVolatile;

public class CallConvCdecl;

public class CallConvSuppressGCTransition;

public class CallConvMemberFunction;

public class CallConvStdcall;

public class CallConvFastcall;

public class CallConvThiscall;
