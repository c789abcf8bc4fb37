# Installs the build into a folder of its own, builds the consumer against it, and looks at what it prints.
# In: BUILD, SOURCE, WORK, and GENERATOR, the build tool that is known to be there.
function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}\n${out}${err}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
step(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE}/tests/consumer -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
     -DCMAKE_BUILD_TYPE=Debug)
step(${CMAKE_COMMAND} --build ${WORK}/build)
step(${WORK}/build/consumer ${WORK}/prefix/share/comity/models/classics/prisoners-dilemma.toml)
if(NOT out STREQUAL "delta* = 1/2\n")
  message(FATAL_ERROR "the consumer printed: ${out}")
endif()
# The installed program knows its version and what it is made of.
step(${WORK}/prefix/bin/comity --version)
if(NOT out MATCHES "comity [0-9.]+ .*Boost.*Eigen")
  message(FATAL_ERROR "--version printed: ${out}")
endif()
