# Finishes the generated parser: cmake -DFILE=AcpParser.cpp -P FinishParser.cmake
#
# A grammar that one token of lookahead decides never asks ANTLR's tables, so
# that reading them when the program starts is left out (about a millisecond).
# A decision that would need them is refused here.

file(READ ${FILE} TEXT)
string(FIND "${TEXT}" "adaptivePredict" AT)
if(NOT AT EQUAL -1)
  string(SUBSTRING "${TEXT}" 0 ${AT} BEFORE)
  string(REGEX MATCHALL "AcpParser::[a-zA-Z]+\\(\\) {" RULES "${BEFORE}")
  list(POP_BACK RULES RULE)
  message(FATAL_ERROR "AcpParser.g4: one token does not decide in `${RULE}`")
endif()
set(START "AcpParser::Initializer AcpParser::_init;")
string(FIND "${TEXT}" "${START}" AT)
if(AT EQUAL -1)
  message(FATAL_ERROR "the parser does not start as this ANTLR's do")
endif()
string(REPLACE "${START}" "" TEXT "${TEXT}")
file(WRITE ${FILE} "${TEXT}")
